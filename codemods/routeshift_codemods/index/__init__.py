"""Facts: the files of a tree, their text, their syntax trees and the names they bind.

It judges nothing and knows no API; every other package of the codemod reads it.
"""
