"""Where the lines of the report's drawings lie, in millimetres; how they look is said in ``templates/report/charts``."""
