"""The facts of the wire: anyone may import them, and they import nothing of ours but each other."""
