from mako.parsetree import TemplateNode

class Lexer:
    def parse(self) -> TemplateNode: ...
