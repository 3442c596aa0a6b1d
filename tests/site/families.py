"""One address for each family of pages and for each of the states it can be in, as a reader meets them.

The sweeps of this folder and of tests/browser/ open every one of them.
"""

PAGES = {
    "home": "/",
    "browse": "/roles/",
    "browse, a later page": "/roles/?page=2",
    "browse, filtered": "/roles/?function=AIMLAM&level=P3&sort=title",
    "browse, searched": "/roles/?q=senior+enginer+sql",
    "browse, the grid": "/roles/?view=grid",
    "resolve": "/resolve/",
    "resolve, confident": "/resolve/?title=Sr.+Data+Scientist",
    "resolve, needs review": "/resolve/?title=Data+Analyst+II%2FIII",
    "resolve, no match": "/resolve/?title=Marine+Biologist",
    "resolve a list": "/resolve/list/",
    "titles": "/titles/",
    "titles, a letter": "/titles/?letter=m",
    "titles, none": "/titles/?letter=0-9",
    "title": "/titles/sr.-data-scientist/",
    "title, claimed and not reviewed": "/titles/junior-bi-analyst/",
    "title suggested": "/titles/suggest/thanks/?role=AIMLAM.GEN.P3",
    "suggest a title": "/titles/suggest/?role=AIMLAM.GEN.P3&title=ML+Wizard",
    "role": "/roles/AIMLAM.GEN.P3/",
    "role, print view": "/roles/AIMLAM.GEN.P3/?view=print",
    "adjacent": "/roles/AIMLAM.GEN.P3/adjacent/",
    "adjacent, filtered": "/roles/AIMLAM.GEN.P3/adjacent/?band=confident&move=promotion",
    "adjacent, none": "/roles/AIMLAM.GEN.P6/adjacent/?move=promotion",
    "functions": "/functions/",
    "function": "/functions/AIMLAM/",
    "step": "/functions/AIMLAM/GEN/P3-P4/",
    "levels": "/levels/",
    "level": "/levels/P3/",
    "level, no role": "/levels/M5/",
    "components": "/components/",
    "components of a kind": "/components/?kind=skill&q=python",
    "components, none": "/components/?q=nothing+has+this",
    "component": "/components/skill/mentoring/",
    "coordinates": "/coordinates/",
    "coordinates, explained": "/coordinates/?a=AIMLAM.GEN.P3&b=SWENG.GEN.M1",
    "compare, the picker": "/compare/",
    "compare, one role": "/compare/?role=AIMLAM.GEN.P3",
    "compare, two roles": "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4",
    "compare, differences only": "/compare/?role=AIMLAM.GEN.P3&role=SWENG.GEN.M1&differences=1",
    "compare, four roles": "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.NLP.P3&role=DATENG.GEN.M1&role=SWENG.GEN.P6",
    "style guide": "/styleguide/",
}
"""Pages that answer with 200."""

FAULTS = {
    "browse, none": ("/roles/?q=xyzzy+plugh", 200),
    "browse, wrong filters": ("/roles/?level=Z9&sort=bogus&colour=red", 400),
    "browse, no such page": ("/roles/?page=99", 404),
    "resolve, no title": ("/resolve/?title=", 400),
    "titles, wrong letter": ("/titles/?letter=%C3%9F", 400),
    "title, nobody has it": ("/titles/xyzzy-plugh/", 404),
    "adjacent, wrong filters": ("/roles/AIMLAM.GEN.P3/adjacent/?band=tepid", 400),
    "level, no such page": ("/levels/P3/?page=99", 404),
    "components, wrong kind": ("/components/?kind=colour", 400),
    "coordinates, wrong roles": ("/coordinates/?a=AIMLM.GEN.P3&b=", 400),
    "compare, wrong roles": ("/compare/?role=AIMLM.GEN.P3&role=AIMLAM.GEN.P4&role=nonsense", 400),
    "compare, one role twice": ("/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4", 400),
    "no page, near codes": ("/roles/AIMLM.GEN.P3/", 404),
    "no page, nothing near": ("/nothing/here/", 404),
}
"""Pages that say what is wrong with an address, or that nothing was found, with their statuses."""

ADDRESSES = PAGES | {name: address for name, (address, _) in FAULTS.items()}
