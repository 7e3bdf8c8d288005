"""The live preview: a local server that makes a page when somebody looks at it. Nothing else depends on this room.

``pages`` holds the pages of one sound state of the sources, ``engine`` turns one of them into HTML as MkDocs would,
``state`` keeps the last sound state and what is wrong with the present one, ``watch`` sees files change, and ``server``
answers a browser.
"""
