"""Words that carry grammar and no topic, folded; they are never corrected, stemmed or expanded."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GERMAN = _words(
    """
    ab aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim
    bin bis bist da dabei dadurch dafur dagegen damit dann daran darauf daraus darf das dass davon
    dazu dein deine dem den denn der deren des dessen die dies diese diesem diesen dieser dieses
    doch dort du durch durfen ein eine einem einen einer eines er es etwa etwas euch euer fur gegen
    gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren
    ihrer im immer in indem ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinem
    keinen keiner konnen konnte konnten lassen man mehr mein meine meinem meinen meiner mich mir mit
    muss mussen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner
    selbst sich sie sind so solche soll sollen sollte sollten sondern sonst uber um und uns unser
    unsere unter vom von vor wahrend wann war ware waren warum was weil welche welchem welchen
    welcher welches wem wen wenn wer werde werden weshalb wessen wie wieder wir wird wo wobei
    wodurch wofur woher wohin wollen womit woraus wurde wurden zu zum zur zwar zwischen
    """
)
ENGLISH = _words(
    """
    a about above after again against all am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further had has
    have having he her here hers him his how i if in into is it its itself just me more most my no
    nor not of off on once only or other our ours out over own same she should so some such than
    that the their theirs them then there these they this those through to too under until up very
    was we were what when where which while who whom why will with would you your yours
    """
)
VIETNAMESE = _words(
    """
    ai ba bao bang bi boi bui cac cai can chi cho chua chung co con cua cung cuoc da dang day de den
    deu di do duoc gi giua hay hon khi khong kia la lai lam len luc lun ma mot nao nay nen neu ngay
    nghia nhieu nhu nhung no noi o phai qua ra rang rat roi sao sau se tai the theo thi tren trong
    truoc tu tung va van vao vay vi voi vua
    """
)
OF = {"de": GERMAN, "en": ENGLISH, "vi": VIETNAMESE}
WESTERN = GERMAN | ENGLISH
