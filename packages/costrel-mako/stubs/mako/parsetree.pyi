from mako.ast import ArgumentList

class Node: ...

class TemplateNode(Node):
    nodes: list[Node]

class Expression(Node):
    escapes: str
    escapes_code: ArgumentList

class Tag(Node):
    nodes: list[Node]

class CallTag(Tag):
    expression: str

class CallNamespaceTag(Tag):
    expression: str

class PageTag(Tag):
    filter_args: ArgumentList
