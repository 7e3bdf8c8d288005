"""Parametric anatomy: outlines of bones and soft tissue as points, one module a joint. Nothing here knows a picture."""
