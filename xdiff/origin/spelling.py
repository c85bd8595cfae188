"""British and American spelling, word by word: what an outlet prints, and no sign of how a text was made.

Unfolded, British spelling changed 4 % of labels (72 documents of dev that have such words), American 2 %.
"""

from __future__ import annotations

# British form, then American. Only words whose two forms mean the same; "practice", "check" and "meter"
# are left out, since one of the two forms is another word on the other side.
_PAIRS = """
aeroplane airplane, aluminium aluminum, ageing aging, amongst among, analyse analyze, analysed analyzed,
analysing analyzing, apologise apologize, apologised apologized, arbour arbor, ardour ardor, armour armor,
armoured armored, authorise authorize, authorised authorized, behaviour behavior, behaviours behaviors,
cancelled canceled, cancelling canceling, catalogue catalog, centre center, centred centered,
centres centers, characterise characterize, characterised characterized, civilisation civilization,
colour color, coloured colored, colours colors, colonisation colonization,
counsellor counselor, counsellors counselors, criticise criticize, criticised criticized,
criticising criticizing, defence defense, defences defenses, dialogue dialog, emphasise emphasize,
emphasised emphasized, enrol enroll, favour favor, favoured favored, favours favors, favourable favorable,
favourite favorite, favourites favorites, fibre fiber, finalise finalize, finalised finalized,
flavour flavor, flavours flavors, fuelled fueled, fulfil fulfill, globalisation globalization, grey gray,
harbour harbor, harbours harbors, honour honor, honoured honored, honours honors, humour humor,
honourable honorable, jewellery jewelry, kerb curb, kilometre kilometer, kilometres kilometers,
labelled labeled, labour labor, labourers laborers, legalise legalize, legalised legalized,
legalisation legalization, liberalisation liberalization, litre liter, litres liters,
manoeuvre maneuver, manoeuvres maneuvers, marvellous marvelous, maximise maximize, minimise minimize,
mobilise mobilize, mobilised mobilized, mobilisation mobilization, modelling modeling,
modernisation modernization, modernise modernize, moustache mustache, mum mom, neighbour neighbor,
neighbours neighbors, neighbouring neighboring, neighbourhood neighborhood,
neighbourhoods neighborhoods, normalise normalize, offence offense, offences offenses,
optimise optimize, organisation organization, organisations organizations, organise organize,
organised organized, organiser organizer, organisers organizers, organising organizing,
parlour parlor, plough plow, pretence pretense, prioritise prioritize, privatisation privatization,
programme program, programmes programs, pyjamas pajamas, realise realize, realised realized,
realises realizes, realising realizing, recognise recognize, recognised recognized,
recognises recognizes, recognising recognizing, rigour rigor, rumour rumor, rumours rumors,
savour savor, sceptical skeptical, scepticism skepticism, signalled signaled, socialise socialize,
specialise specialize, specialised specialized, specialises specializes, spectre specter,
splendour splendor, stabilise stabilize, stabilised stabilized, sulphur sulfur, summarise summarize,
symbolise symbolize, sympathise sympathize, theatre theater, theatres theaters, towards toward,
travelled traveled, traveller traveler, travellers travelers, travelling traveling, tumour tumor,
tumours tumors, tyre tire, tyres tires, utilise utilize, utilised utilized, vapour vapor,
victimise victimize, vigour vigor, whilst while, woollen woolen
"""

# American forms that are other words as well: "to curb", "to tire", "while".
_OTHER_WORDS = frozenset(["among", "curb", "tire", "tires", "while"])

AMERICAN = dict(pair.split() for pair in _PAIRS.split(","))
BRITISH = {american: british for british, american in AMERICAN.items() if american not in _OTHER_WORDS}
