"""The rules of the domain, without a database or a framework.

codes            the form of codes, and the codes like a mistyped one
coordinates      structural distance, match bands and moves
overlap          what two roles have in common: the share, and the weighted overlap
confidence       the word for a confidence
choices          the closed lists: status, kind, commonness, alias type and so on
classifications  codes of SOC, O*NET, ISCO and ESCO, and their depth
titles           when two titles are equal, and the titles generated from stems
diff             which words differ between texts
"""
