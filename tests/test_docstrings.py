"""Rule D2: what a docstring contributes to the document."""

from hypothesis import given
from hypothesis import strategies as st

from routeshift.docstrings import Docstring, DocumentedParameter, parse, without_parameters

LONG = """Create a batch.

        Takes JSON like {"a": {"b": 1}}.

        :param input_file_id: The file,
            in two lines
            - and a list: yes.
        :param metadata: (Optional) Key: value pairs.
        :returns: The batch,
                  when it was created.

        Example::

            client.batches.create()
        """


def test_d2_description_ends_at_the_first_field_line():
    assert parse(LONG).description == 'Create a batch.\n\nTakes JSON like {"a": {"b": 1}}.'


def test_d2_parameters_of_several_lines_become_one():
    assert parse(LONG).parameters == (
        DocumentedParameter("input_file_id", "The file, in two lines - and a list: yes."),
        DocumentedParameter("metadata", "(Optional) Key: value pairs."),
    )


def test_d2_returns_is_its_first_line_only():
    assert parse(LONG).returns == "The batch,"


def test_a_docstring_that_starts_on_its_second_line():
    assert parse("\n    Get it.\n\n    :param x: The x.\n    ") == Docstring(
        "Get it.", None, (DocumentedParameter("x", "The x."),)
    )


def test_text_after_the_fields_belongs_to_none_of_them():
    assert parse("A.\n\n:param x: The x.\n\nMore text.").parameter("x") == "The x."


def test_other_fields_end_the_description_too():
    assert parse("A.\n:raises ValueError: when wrong\n:rtype: int") == Docstring("A.")


def test_a_line_with_a_colon_is_no_field():
    text = "Values:\n:text: a role\nparam x: nothing"
    assert parse(text).description == text


def test_a_typed_parameter_is_known_by_its_name():
    assert parse(":param str name: The name.").parameter("name") == "The name."


def test_no_docstring_says_nothing():
    assert parse(None) == parse("") == Docstring()


def test_an_undocumented_parameter_has_no_description():
    assert parse(":param x:").parameter("x") is None
    assert parse("A.").parameter("y") is None


def test_without_parameters_keeps_everything_else():
    assert without_parameters(LONG, {"input_file_id"}) == LONG.replace(
        "        :param input_file_id: The file,\n"
        "            in two lines\n"
        "            - and a list: yes.\n",
        "",
    )


words = st.text(st.characters(codec="ascii", exclude_characters=":\r\n\x0b\x0c\x1c\x1d\x1e"))


@given(words, st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), words, max_size=4))
def test_d2_dropping_all_parameters_keeps_the_description(head, params):
    text = head.strip() + "\n\n" + "".join(f":param {n}: {t}\n" for n, t in params.items())
    assert parse(without_parameters(text, set(params))).description == parse(text).description
    assert [p.name for p in parse(text).parameters] == list(params)


GOOGLE = """Add it.

    Args:
        name: Whose,
            in two lines: yes.
        count (int, optional): How many.
        **more: What else.

    Raises:
        ValueError: name: wrong.
    """
NUMPY = """Add it.

    Parameters
    ----------
    name : str
        Whose.
    x, y : float, optional
        Where.

    Returns
    -------
    name : str
        The name.
    """


def test_a_parameter_goes_from_a_section_of_google_with_all_its_lines():
    kept = GOOGLE.replace("        name: Whose,\n            in two lines: yes.\n", "")
    assert without_parameters(GOOGLE, {"name"}) == kept
    assert without_parameters(kept, {"count"}) == kept.replace(
        "        count (int, optional): How many.\n", ""
    )


def test_a_parameter_goes_from_a_section_of_numpy_with_all_its_lines():
    kept = NUMPY.replace("    name : str\n        Whose.\n", "")
    assert without_parameters(NUMPY, {"name"}) == kept
    # Of what is said of two parameters at once, one stays.
    assert without_parameters(kept, {"x"}) == kept


def test_a_section_without_parameters_goes_with_its_title():
    of_google = "Add it.\n\n    Raises:\n        ValueError: name: wrong.\n    "
    assert without_parameters(GOOGLE, {"name", "count", "more"}) == of_google
    of_numpy = "Add it.\n\n    Returns\n    -------\n    name : str\n        The name.\n    "
    assert without_parameters(NUMPY, {"name", "x", "y"}) == of_numpy


def test_what_only_looks_like_a_section_stays():
    for text in (
        "Args: name",
        "Add.\n\nArgs:\n",
        "Add.\n\n    Args:\n    name: as deep as its title\n",
        "Add.\n\n    Parameters\n        name: without a rule\n",
        "Add.\n\n    Parameters:\n    -----------\n    name : str\n",
        "Add.\n\n    Args:\n        name of something, and no entry\n",
    ):
        assert without_parameters(text, {"name"}) == text
