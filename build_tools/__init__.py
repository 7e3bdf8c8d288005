"""bmes-kb: the evidence-linked reference on bone marrow edema syndrome.

Rooms, lowest floor first; a room imports lower floors only (a test holds this):

0. ``diagnostics``  faults as data, and their renderings
1. ``model``        records and vocabulary; ``figures`` drawings from plain parameters
2. ``sources``      YAML and BibTeX text to records that know their line and column
3. ``knowledge``    one frozen object with every link resolved
4. ``graph``        the networkx graph and its questions
5. ``study``        what learners are asked: items and cards made from claims
6. ``rules``        consistency; ``views`` what a page shows; ``exports`` one module a format
7. ``checking``     the verdict of all rules, remembered; ``pages`` Markdown and HTML files; ``editing`` new files,
   layout, publications from elsewhere, and what a change does
8. ``site``         the build from start to end, checks of the built site, and the live preview
9. ``cli``          commands and progress
"""

__version__ = "0.1.0"
