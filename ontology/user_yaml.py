"""YAML that users write: read as plain values, within bounds, so that no file exhausts memory, time or the stack."""

from typing import TYPE_CHECKING, Any

from .errors import DataError

if TYPE_CHECKING:
    import yaml

__all__ = ["compose_yaml"]

# A list of mappings with lists has three levels; lists of a hundred thousand actors have a tenth of the characters.
_MOST_CHARACTERS, _DEEPEST, _LONGEST_NUMBER = 50_000_000, 20, 100
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


def compose_yaml(text: str) -> "yaml.Node | None":
    """The nodes of a YAML text, None where it is empty.

    Raises DataError, without the name of the file, for what is no YAML, too long or too deep, for aliases, which make much of
    little, and for numbers without end.
    """
    import yaml

    if len(text) > _MOST_CHARACTERS:
        raise DataError(f"holds more than {_MOST_CHARACTERS:,} characters, the most that is read; cut it in parts")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # Events first: they need no stack, and say how deep the nodes will be.
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise DataError(f"line {_line(event)}: aliases (*{str(event.anchor)[:40]}) are not read; write it out")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise DataError(f"line {_line(event)}: is nested more than {_DEEPEST} deep; see the documentation")
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark is not None else ""
        raise DataError(f"not valid YAML{where}: {getattr(error, 'problem', None) or str(error)[:200]}") from None
    except (RecursionError, ValueError) as error:
        raise DataError(f"not valid YAML: {str(error)[:200]}") from None
    if root is not None:
        _check_numbers(root)
    return root


def _line(event: Any) -> int:
    number: int = event.start_mark.line + 1
    return number


def _check_numbers(root: "yaml.Node") -> None:
    import yaml

    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.ScalarNode) and node.tag in _NUMBERS and len(node.value) > _LONGEST_NUMBER:
            raise DataError(
                f"line {node.start_mark.line + 1}: is a number of {len(node.value):,} digits; quote it if it is a text"
            )
        if isinstance(node, yaml.SequenceNode):
            pending.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            pending.extend(part for pair in node.value for part in pair)
