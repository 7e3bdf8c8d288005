"""YAML text to a tree that keeps what no data holds: comments, empty lines, and how each text was quoted.

PyYAML reads; it drops comments, so they are found between its tokens and given to the field or item they stand at:
``above`` it on lines of their own, ``beside`` it at the end of its line, or ``below`` all that it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

import yaml

from build_tools.sources.yaml_text import YamlLoader, without_breaks

BLANKS = " \t"
"""What YAML takes for empty space inside a line. Python takes more, such as the no-break space."""

EMPTY_LINE = ""
"""Among the lines above a field or item: an empty line."""

BLOCK = ("|", ">")
"""Styles of texts that begin on the line after their sign."""

_COMMENT_START = re.compile(r"(?:^|(?<=[ \t]))#")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+#")


@dataclass
class Comments:
    """What stands around a field or item beside its data. Comments begin with ``#``."""

    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def all(self) -> Iterator[str]:
        """Every comment, without empty lines."""
        return (line for line in (*self.above, *self.beside, *self.below) if line != EMPTY_LINE)


@dataclass
class Text:
    """A scalar: its text, and whether it was written without quotes, so that other readers may take it for a number."""

    text: str
    is_plain: bool


@dataclass
class Item:
    """An item of a list."""

    value: Node
    comments: Comments = field(default_factory=Comments)


@dataclass
class Sequence:
    """A list."""

    items: list[Item]


@dataclass
class Entry:
    """A field: its name and value."""

    key: Text
    value: Node
    comments: Comments = field(default_factory=Comments)


@dataclass
class Mapping:
    """Named parts."""

    entries: list[Entry]


Node = Text | Sequence | Mapping
Part = Entry | Item


@dataclass
class Document:
    """A file: comments at its head, apart from the first field by an empty line; its data; comments at its end."""

    head: list[str]
    root: Node
    end: list[str]

    def comments(self) -> Iterator[str]:
        """Every comment of the file, in no special order."""
        yield from (line for line in (*self.head, *self.end) if line != EMPTY_LINE)
        for part in parts_in(self.root):
            yield from part.comments.all()


def parts_in(node: Node) -> Iterator[Part]:
    """Every field and item below a node."""
    parts: list[Part] = []
    if isinstance(node, Mapping):
        parts += node.entries
    elif isinstance(node, Sequence):
        parts += node.items
    for part in parts:
        yield part
        yield from parts_in(part.value)


class NotPlainDataError(ValueError):
    """The text holds anchors, aliases or tags, which this project's files do without. Says which, and where."""

    def __init__(self, what: str, line: int, column: int) -> None:
        super().__init__(what)
        self.what, self.line, self.column = what, line, column


_NOT_PLAIN_DATA = {yaml.AnchorToken: "an anchor (&)", yaml.AliasToken: "an alias (*)", yaml.TagToken: "a tag (!)"}


def read_tree(text: str) -> Document:
    """The tree of a YAML text that :func:`build_tools.sources.yaml_text.read_yaml` found sound.

    Its texts and comments are those of :func:`build_tools.sources.yaml_text.without_breaks`. Raises
    :class:`NotPlainDataError`, and yaml.YAMLError for what is no YAML.
    """
    text = without_breaks(text)
    tokens = list(yaml.scan(text, Loader=YamlLoader))
    for token in tokens:
        what = _NOT_PLAIN_DATA.get(type(token))
        if what:
            raise NotPlainDataError(what, token.start_mark.line + 1, token.start_mark.column + 1)
    builder = _Builder(tokens)
    composed = yaml.compose(text, Loader=YamlLoader)
    root = builder.node(composed, None) if composed else Text("", is_plain=True)
    return _CommentPlacing(text, tokens, builder.places, root).placed()


@dataclass
class _Place:
    """Where a field or item begins (its name or its dash), and where the brackets around it end, if it is in any."""

    start: int
    column: int
    part: Part
    parent: _Place | None
    brackets_end: int | None


class _Builder:
    """Composed nodes to the tree, without comments; remembers the place of every field and item, in order."""

    def __init__(self, tokens: list[yaml.Token]) -> None:
        self.dashes: list[yaml.Mark] = [token.start_mark for token in tokens if isinstance(token, yaml.BlockEntryToken)]
        self.dash_starts: list[int] = [mark.index for mark in self.dashes]
        self.places: list[_Place] = []

    def node(self, node: yaml.Node, parent: _Place | None) -> Node:
        if isinstance(node, yaml.ScalarNode):
            return Text(node.value, is_plain=not node.style)
        if not isinstance(node, yaml.CollectionNode):
            raise TypeError(f"no node of YAML: {node}")
        brackets_end = node.end_mark.index if node.flow_style else None
        if isinstance(node, yaml.MappingNode):
            entries = []
            for key, value in node.value:
                entry = Entry(Text(key.value, is_plain=not key.style), Text("", is_plain=True))
                place = self._place(key.start_mark, entry, parent, brackets_end)
                entry.value = self.node(value, place)
                entries.append(entry)
            return Mapping(entries)
        items = []
        for child in node.value:
            item = Item(Text("", is_plain=True))
            mark = child.start_mark if node.flow_style else self._dash_before(child.start_mark.index)
            place = self._place(mark, item, parent, brackets_end)
            item.value = self.node(child, place)
            items.append(item)
        return Sequence(items)

    def _dash_before(self, index: int) -> yaml.Mark:
        return self.dashes[bisect_left(self.dash_starts, index) - 1]

    def _place(self, mark: yaml.Mark, part: Part, parent: _Place | None, brackets_end: int | None) -> _Place:
        place = _Place(mark.index, mark.column, part, parent, brackets_end)
        self.places.append(place)
        return place


@dataclass
class _Comment:
    index: int
    column: int
    text: str
    is_apart: bool
    """Whether an empty line stands above it."""


class _CommentPlacing:
    """Gives every comment and empty line to the field or item that it stands at."""

    def __init__(self, text: str, tokens: list[yaml.Token], places: list[_Place], root: Node) -> None:
        self.text, self.lines = text, text.split("\n")
        self.places = places
        self.starts = [place.start for place in places]
        self.line_starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        self.scalars = [token for token in tokens if isinstance(token, yaml.ScalarToken)]
        self.document = Document([], root, [])

    def placed(self) -> Document:
        """The document with all of its comments."""
        own_lines: dict[int, _Comment] = {}
        for number, comment in self._comments():
            if self.lines[number][: comment.column].strip(BLANKS):
                self._owner_beside(comment).part.comments.beside.append(comment.text)
            else:
                own_lines[number] = comment
        previous_line = -1
        for place in self.places:
            line = bisect_right(self.line_starts, place.start) - 1
            if line > previous_line:
                self._give_lines_above(place, line, own_lines)
            previous_line = line
        for comment in own_lines.values():
            self._give_left_over(comment)
        return self.document

    def _comments(self) -> Iterator[tuple[int, _Comment]]:
        """Every comment with the number of its line: a ``#`` at a line's start or after a space, outside of texts."""
        begins = [token.start_mark.index for token in self.scalars]
        for number, line in enumerate(self.lines):
            for match in _COMMENT_START.finditer(line):
                index = self.line_starts[number] + match.end() - 1
                before = bisect_right(begins, index) - 1
                token = self.scalars[before] if before >= 0 else None
                if token is not None and index < token.end_mark.index:
                    header = _BLOCK_HEADER.match(self.text, token.start_mark.index) if token.style in BLOCK else None
                    if header is None or header.end() - 1 != index:
                        continue
                is_apart = number > 0 and not self.lines[number - 1].strip(BLANKS)
                yield number, _Comment(index, match.end() - 1, line[match.end() - 1 :].rstrip(BLANKS), is_apart)
                break

    def _owner_beside(self, comment: _Comment) -> _Place:
        """The last field or item that begins before the comment; if brackets around it end there, what holds them."""
        place: _Place = self.places[max(bisect_right(self.starts, comment.index) - 1, 0)]
        while place.parent is not None and place.brackets_end is not None and place.brackets_end <= comment.index:
            place = place.parent
        return place

    def _give_lines_above(self, place: _Place, line: int, own_lines: dict[int, _Comment]) -> None:
        """Give a field or item the comments and empty lines right above it, but for what ends something deeper."""
        first = line
        while first > 0 and (first - 1 in own_lines or not self.lines[first - 1].strip(BLANKS)):
            first -= 1
        above: list[str] = []
        for number in range(first, line):
            comment = own_lines.pop(number, None)
            if comment is None:
                above += [EMPTY_LINE] if above[-1:] != [EMPTY_LINE] else []
            elif (deeper := self._ended_by(comment, place.column)) is not None and not any(above):
                _give_below(deeper.part, comment)
            else:
                above.append(comment.text)
        if place is self.places[0] and EMPTY_LINE in above:
            end = len(above) - 1 - above[::-1].index(EMPTY_LINE)
            self.document.head += above[:end]
            above = above[end + 1 :]
        place.part.comments.above = above

    def _ended_by(self, comment: _Comment, next_column: int) -> _Place | None:
        """What a comment ends: it is indented deeper than what follows, so it belongs to what stands above."""
        if comment.column <= next_column:
            return None
        before = self.places[: bisect_right(self.starts, comment.index)]
        return next((place for place in reversed(before) if place.column < comment.column), None)

    def _give_left_over(self, comment: _Comment) -> None:
        """Place a comment that stands above no field or item."""
        before = bisect_right(self.starts, comment.index)
        if before == 0:
            self.document.head.append(comment.text)
            return
        last = self.places[before - 1]
        if last.brackets_end is not None and comment.index < last.brackets_end:
            _give_below(last.part, comment)
        elif before < len(self.places):
            last.part.comments.above.append(comment.text)
        elif (deeper := self._ended_by(comment, 0)) is not None and not self.document.end:
            _give_below(deeper.part, comment)
        else:
            self.document.end += [EMPTY_LINE, comment.text] if comment.is_apart else [comment.text]


def _give_below(part: Part, comment: _Comment) -> None:
    """Let a comment end what a part holds. Below a text it would become a line of it, so it goes above."""
    comments = part.comments
    (comments.above if isinstance(part.value, Text) else comments.below).append(comment.text)
