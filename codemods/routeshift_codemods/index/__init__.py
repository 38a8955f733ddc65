"""Facts: the files of a tree, their text, their syntax trees and the names they bind."""
