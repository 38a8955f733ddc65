class Helper: ...


def shout(text: str) -> str:
    return text.upper()
