"""Where a key stands in a TOML text: line, column and length for every key path, by tree-sitter.

Loaded only when there is something to explain. Columns are counted in characters from 1; tree-sitter counts bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from tenken.core.problem import KeyPath, Problem


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of one line."""

    line: int
    column: int
    length: int


def placed(problems: Sequence[Problem], text: str, *, in_order: bool = True) -> list[Problem]:
    """The same problems with line, column and source line, in the order of the file, or of the problems."""
    places = None if all(problem.line is not None for problem in problems) else KeyPositions(text)
    found = [places.place(problem) if places and problem.line is None else problem for problem in problems]
    return sorted(found, key=lambda problem: (problem.line or 0, problem.column or 0)) if in_order else found


class KeyPositions:
    """The places of all keys and values of one text."""

    def __init__(self, text: str) -> None:
        """Parse the text; broken parts of it simply have no places."""
        self.lines = text.split("\n")
        self._line: tuple[int, bytes, bool] = (-1, b"", True)
        self._reached: tuple[int, int] = (0, 0)
        self.keys: dict[KeyPath, TextSpan] = {}
        self.values: dict[KeyPath, TextSpan] = {}
        self._lengths: dict[KeyPath, int] = {}
        self._bytes = text.encode()
        tree = Parser(Language(tree_sitter_toml.language())).parse(self._bytes)
        for node in tree.root_node.named_children:
            self._statement(node)

    def place(self, problem: Problem) -> Problem:
        """The problem with its place, or with that of the nearest parent that has one."""
        path = problem.path
        first = self.keys if problem.on_key else self.values
        span = first.get(path) or self.keys.get(path)
        while span is None and path:
            path = path[:-1]
            span = self.keys.get(path)
        if span is None:
            span = TextSpan(1, 1, 1)
        return replace(
            problem, line=span.line, column=span.column, length=span.length, source=self.lines[span.line - 1]
        )

    def _statement(self, node: Node) -> None:
        if node.type == "pair":
            self._pair(node, ())
            return
        if node.type not in ("table", "table_array_element"):
            return
        head, *rest = node.named_children
        path = self._resolve(self._parts(head))
        if node.type == "table_array_element":
            position = self._lengths.get(path, 0)
            self._lengths[path] = position + 1
            self.keys.setdefault(path, self._span(head))
            path = (*path, position)
        self._note(path, head)
        for child in rest:
            if child.type == "pair":
                self._pair(child, path)

    def _pair(self, node: Node, base: KeyPath) -> None:
        key, value = node.named_children[0], node.named_children[-1]
        path = (*base, *self._parts(key))
        self._note(path, key, above=len(base))
        self.values[path] = self._span(value)
        self._value(value, path)

    def _value(self, node: Node, path: KeyPath) -> None:
        if node.type == "inline_table":
            for child in node.named_children:
                if child.type == "pair":
                    self._pair(child, path)
        elif node.type == "array":
            for position, child in enumerate(c for c in node.named_children if c.type != "comment"):
                self.keys[(*path, position)] = self.values[(*path, position)] = self._span(child)
                self._value(child, (*path, position))

    def _note(self, path: KeyPath, node: Node, above: int = 0) -> None:
        span = self._span(node)
        for end in range(above + 1, len(path) + 1):
            self.keys.setdefault(path[:end], span)

    def _resolve(self, parts: KeyPath) -> KeyPath:
        """A header's path with the position in each array of tables it passes through."""
        path: KeyPath = ()
        for at, part in enumerate(parts):
            path = (*path, part)
            if at < len(parts) - 1 and path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        return path

    def _parts(self, node: Node) -> KeyPath:
        return tuple(self._leaves(node))

    def _leaves(self, node: Node) -> Iterator[str]:
        if node.type == "dotted_key":
            for child in node.named_children:
                yield from self._leaves(child)
        else:
            written = self._bytes[node.start_byte : node.end_byte].decode()
            yield written[1:-1] if node.type == "quoted_key" else written

    def _span(self, node: Node) -> TextSpan:
        row, start = node.start_point
        if self._line[0] != row:
            line = self.lines[row].encode()
            self._line, self._reached = (row, line, line.isascii()), (0, 0)
        _, line, ascii_only = self._line
        if ascii_only:
            column = start
        else:  # counted on from the last place, since a line may hold every value of the file
            reached, counted = self._reached if self._reached[0] <= start else (0, 0)
            column = counted + len(line[reached:start].decode())
            self._reached = start, column
        end = node.end_point[1] if node.end_point[0] == row else len(line)
        return TextSpan(row + 1, column + 1, max(1, len(line[start:end].decode(errors="ignore"))))
