# What costrel_mako uses of Mako, which has no types of its own.
__version__: str
