"""The words of titles as data: level words, short forms, synonyms, noise words and stems.

An entry is a fact about how titles are written and needs no code; ``title_parsing.parser`` applies them. Before the
colon are the words as written, with commas between alternatives; after it is what they mean.
"""


def _table(text: str) -> dict[str, str]:
    rows: dict[str, str] = {}
    for line in text.strip().splitlines():
        written, _, meaning = line.partition(":")
        rows |= {word.strip(): meaning.strip() for word in written.split(",")}
    return rows


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _words(text: str) -> frozenset[str]:
    return frozenset(_listed(text))


def _levels(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    for word, meaning in _table(text).items():
        codes = meaning.split()
        rows[word] = {
            track: tuple(c for c in codes if c[0] == track) for track in dict.fromkeys(c[0] for c in codes)
        }
    return rows


LEVEL_WORDS = _levels("""
    intern, internship, trainee, apprentice, graduate, entry level, entry, newly qualified, beginner: S1 P1
    junior: S1 P1 M1
    associate: S2 P1 P2 M3 M1
    assistant: S2 P1 M1
    developing: S2 P2
    intermediate: S2 P3 P2
    mid level, mid, middle, mid career, experienced, skilled: S3 P3
    senior: S3 S4 P4 M3 E2
    senior staff: P6 P5
    senior principal, principal, distinguished, fellow: P6
    lead, leader, team lead, team leader: S4 P5 P4 M1 M2
    tech lead, technical lead, staff, group lead: P5 P4
    expert: S4 P5
    supervisor, supervising, shift supervisor, foreman: S4 M1
    associate director, assistant director: M3
    deputy director: M3 M4
    director: M4
    senior director: M5
    executive director: M5 E1
    managing director: E2 E3
    head: M4 M3 M1
    head of: M4 M3
    deputy head, deputy head of: M3 M1
    global head, global head of: M5 M4
    associate vice president, assistant vice president: M5 E1
    vice president: E1
    senior vice president: E2
    executive vice president: E2 E3
    chief: P6 M4 E3
""")
"""The levels that a word or phrase states: level codes, on each track the likeliest first.

A track that is missing is excluded. The longest phrase applies, so that an associate director is no associate.
"""

SHORT_FORMS = _table("""
    jr, jnr: junior
    sr, snr: senior
    ld: lead
    prin: principal
    assoc: associate
    asst: assistant
    mid-level, midlevel, midweight: mid level
    entry-level: entry level
    supv, supvr: supervisor
    mgr, mngr, mger: manager
    mgmt, mgt: management
    dir: director
    vp, v.p: vice president
    svp: senior vice president
    evp: executive vice president
    avp: associate vice president
    hd: head
    ceo: chief executive officer
    cfo: chief financial officer
    cto: chief technology officer
    cio: chief information officer
    coo: chief operating officer
    cmo: chief marketing officer
    chro: chief human resources officer
    cpo: chief product officer
    cro: chief revenue officer
    ciso: chief information security officer
    ai: artificial intelligence
    ml: machine learning
    mle: machine learning engineer
    nlp: natural language processing
    llm, llms: large language model
    cv: computer vision
    bi: business intelligence
    swe: software engineer
    sde: software development engineer
    sdet: software development engineer in test
    sre: site reliability engineer
    dev, devs: developer
    sw, s/w: software
    hw: hardware
    eng, engr, engnr, engg: engineer
    front-end, front end, fe: frontend
    back-end, back end, be: backend
    full-stack, full stack: fullstack
    devops, dev ops: development operations
    qa: quality assurance
    qc: quality control
    dba: database administrator
    db: database
    sysadmin: system administrator
    it, i.t: information technology
    infosec, cybersecurity, cyber-security: cyber security
    ux: user experience
    ui: user interface
    uxr: user experience researcher
    pm: product manager
    apm: associate product manager
    gpm: group product manager
    tpm: technical program manager
    po: product owner
    ba: business analyst
    pmo: project management office
    programme: program
    hr: human resources
    hrbp, hrbps: human resources business partner
    ta: talent acquisition
    c&b, comp ben, comp and ben, comp bens: compensation benefits
    l&d: learning development
    comp: compensation
    fp&a, fpa: financial planning analysis
    fin: financial
    acct, accnt: accountant
    acctg: accounting
    ap, a/p: accounts payable
    ar, a/r: accounts receivable
    gc: general counsel
    ae: account executive
    csm: customer success manager
    sdr: sales development representative
    bdr: business development representative
    rep, reps: representative
    mktg, mkt, mkting: marketing
    comms: communications
    ops: operations
    admin: administrator
    exec: executive
    spec, splst: specialist
    coord: coordinator
    tech: technical
    svc, svcs: service
    rn: registered nurse
    np: nurse practitioner
    icu, itu: intensive care
    mls: medical laboratory scientist
    mlt: medical laboratory technician
    lab, labs: laboratory
    hs: high school
    mech: mechanical
    elec: electrical
    mfg: manufacturing
    prod: product
    proj: project
    scm: supply chain management
    whse: warehouse
    r&d: research development
    k12, k-12: school
    amts: associate member of technical staff
    mts: member of technical staff
    smts: senior member of technical staff
    pmts: principal member of technical staff
""")
"""Short forms that rarely mean anything else in a title, and spellings of one word as two or the reverse."""

PHRASES = _table("""
    member of technical staff, member of the technical staff: software engineer
    chief of staff: chief-of-staff
    lead generation, lead gen: lead-generation
    staff accountant: accountant
    staff auditor: auditor
    staff nurse: nurse
    staff pharmacist: pharmacist
    staff attorney: attorney
    staff writer: writer
    sales associate: sales-associate
    retail associate: retail-associate
    research associate: research-associate
    research fellow: research-fellow
    teaching assistant: teaching-assistant
    executive assistant: executive-assistant
    administrative assistant: administrative-assistant
    legal assistant: paralegal
    nursing assistant: nursing-assistant
    medical assistant: medical-assistant
    physician assistant: physician-assistant
    personal assistant: personal-assistant
    shop assistant: shop-assistant
    head teacher, headteacher, school principal, head of school: school-head
    headhunter, head hunter, executive search: recruiter
    graduate school: graduate-school
    data entry: data-entry
    account executive: account-executive
    middle school: middle-school
    middle office: middle-office
    middle east: middle-east
    art director: art-director
    creative director: creative-director
    film director: film-director
    funeral director: funeral-director
    entry clerk: entry-clerk
    skilled nursing: skilled-nursing
""")
"""Phrases that name work although one of their words states a level elsewhere, with the name of the work."""

SYNONYMS = _table("""
    developer, programmer, coder, development: engineer
    lawyer, attorney, solicitor: counsel
    educator, instructor: teacher
    procurement, purchasing, purchaser: buyer
    remuneration, reward: compensation
    tester: quality
    helpdesk, desktop: support
    bookkeeper: accountant
    cyber: security
    people: human
""")
"""Words for the same work: titles are compared with the word on the right in place of those on the left."""

NOISE_WORDS = _words("""
    a an and at by for from in into of on or the to with within
    remote hybrid onsite parttime fulltime part time full temporary temp contract contractor permanent fixed term
    interim acting former m f d w x mfd mwd hiring urgent vacancy job role position immediate ref req requisition
    night nights shift weekend hours hourly bilingual level lvl grade
""")
"""Words that name neither the work nor its level."""

CHIEF_OFFICER = {"E": ("E3",)}
"""The level of "Chief … Officer", whatever is between the two words."""

STOP_WORDS = _words("""
    a an and as at by for from in into is it its of on or that the their them they this to what when with
""")
"""Words that search ignores."""

BEFORE_THE_WORK = _words("""
    associate assistant fellow staff expert graduate principal experienced skilled head
""")
"""Level words that state a level only when the work follows them: a research fellow, the staff, a school's head."""

UNGRADED_NUMBERS = _words("phase type class version python angular web industry series stage wave form")
"""A number after one of these words is no level."""

GRADED_NUMBERS = _words("level lvl tier step band")
"""A number after one of these words is a level anywhere in a title."""

STEMS = _table("""
    accountant, accountants, accounting, accountancy: accountan
    analyst, analysts, analysis, analyses, analytics, analytic, analytical: analy
    scientist, scientists, science, sciences, scientific: scien
    production: production
    internal: internal
    general: general
    counsel, counsels, counselling: counsel
    counselor, counsellor: counsellor
    security: secur
    nursing, nurse, nurses: nurse
    finance, financial, finances: financ
    electric, electrical, electrician: electric
    mechanic, mechanics: mechanic-trade
    mechanical: mechanic
    pharmacist, pharmacists, pharmacy: pharmac
    architect, architects, architecture: architect
    operator, operators: operator
    business, businesses: business
    process, processes: process
""")
"""The stems of words for which the endings below would give a wrong one."""

ENDINGS = _listed("""
    ations ation ments ment ings ing ists ist ants ant ance ence ities ity ers er ors or ions ion ies es ed s e y
""")
"""Endings that are removed from a word for its stem, longest first, again and again while four letters remain."""
