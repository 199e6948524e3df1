"""An exception as part of a sentence."""


def raised(error: BaseException) -> str:
    """What was raised, as ``raised KeyError: 'x'``, without a full stop, since one follows."""
    text = str(error).removesuffix(".")
    return f"raised {type(error).__name__}{text and ': '}{text}"
