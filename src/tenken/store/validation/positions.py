"""Where a key stands in a TOML text: line, column and length for every key path, by tree-sitter.

Loaded only when there is something to explain. Columns are counted in characters from 1; tree-sitter counts bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from tenken.core.problem import MOST_TOLD, KeyPath, Problem


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A stretch of one line."""

    line: int
    column: int
    length: int


def placed(problems: Sequence[Problem], text: str, *, in_order: bool = True) -> list[Problem]:
    """The same problems with line, column and source line, in the order of the problems, or of the file.

    In the order of the file only the first of them, which are told, are given their places.
    """
    places = KeyPositions("" if all(problem.line is not None for problem in problems) else text)
    ranked = sorted(range(len(problems)), key=lambda at: places.rank(problems[at]))
    # From the beginning to the end, so that a long line is counted through once.
    found = {at: places.place(problems[at]) for at in (ranked[:MOST_TOLD] if in_order else ranked)}
    return [found.get(at, problems[at]) for at in (ranked if in_order else range(len(problems)))]


class KeyPositions:
    """The places of all keys and values of one text."""

    def __init__(self, text: str) -> None:
        """Parse the text; broken parts of it simply have no places."""
        self.lines = text.split("\n")
        self._line: tuple[int, bytes, bool] = (-1, b"", True)
        self._reached: tuple[int, int] = (0, 0)
        self._keys: dict[KeyPath, Node] = {}
        self._values: dict[KeyPath, Node] = {}
        self._lengths: dict[KeyPath, int] = {}
        self._bytes = text.encode()
        tree = Parser(Language(tree_sitter_toml.language())).parse(self._bytes)
        for node in tree.root_node.named_children:
            self._statement(node)

    def rank(self, problem: Problem) -> tuple[int, int]:
        """By what problems are put in the order of the file."""
        if problem.line is not None:
            return problem.line, problem.column or 0
        node = self._nearest(problem)
        if node is None:
            return 1, 1
        row, start = node.start_point
        return row + 1, start + 1

    def place(self, problem: Problem) -> Problem:
        """The problem with its place, or with that of the nearest parent that has one."""
        if problem.line is not None:
            return problem
        node = self._nearest(problem)
        span = self._span(node) if node else TextSpan(1, 1, 1)
        return replace(
            problem, line=span.line, column=span.column, length=span.length, source=self.lines[span.line - 1]
        )

    def _nearest(self, problem: Problem) -> Node | None:
        path = problem.path
        node = None if problem.on_key else self._values.get(path)
        node = node or self._keys.get(path)
        while node is None and path:
            path = path[:-1]
            node = self._keys.get(path)
        return node

    def _statement(self, node: Node) -> None:
        kind = node.type
        if kind == "pair":
            self._pair(node, ())
            return
        if kind not in ("table", "table_array_element"):
            return
        head, *rest = node.named_children
        path = self._resolve(self._parts(head))
        if kind == "table_array_element":
            position = self._lengths.get(path, 0)
            self._lengths[path] = position + 1
            self._keys.setdefault(path, head)
            path = (*path, position)
        self._note(path, head)
        for child in rest:
            if child.type == "pair":
                self._pair(child, path)

    def _pair(self, node: Node, base: KeyPath) -> None:
        children = node.named_children
        key, value = children[0], children[-1]
        path = (*base, *self._parts(key))
        self._note(path, key, above=len(base))
        self._values[path] = value
        self._value(value, path)

    def _value(self, node: Node, path: KeyPath) -> None:
        if node.type == "inline_table":
            for child in node.named_children:
                if child.type == "pair":
                    self._pair(child, path)
        elif node.type == "array":
            for position, child in enumerate(c for c in node.named_children if c.type != "comment"):
                self._keys[(*path, position)] = self._values[(*path, position)] = child
                self._value(child, (*path, position))

    def _note(self, path: KeyPath, node: Node, above: int = 0) -> None:
        for end in range(above + 1, len(path) + 1):
            self._keys.setdefault(path[:end], node)

    def _resolve(self, parts: KeyPath) -> KeyPath:
        """A header's path with the position in each array of tables it passes through."""
        path: KeyPath = ()
        for at, part in enumerate(parts):
            path = (*path, part)
            if at < len(parts) - 1 and path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        return path

    def _parts(self, node: Node) -> KeyPath:
        parts: list[str] = []
        waiting = [node]
        while waiting:  # the last part first: a key of many parts is nested as deeply
            part = waiting.pop()
            kind = part.type
            if kind == "dotted_key":
                waiting += part.named_children
            else:
                written = self._bytes[part.start_byte : part.end_byte].decode()
                parts.append(written[1:-1] if kind == "quoted_key" else written)
        return tuple(reversed(parts))

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
