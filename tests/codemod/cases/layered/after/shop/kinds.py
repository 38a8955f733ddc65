KINDS = ("big", "small")
