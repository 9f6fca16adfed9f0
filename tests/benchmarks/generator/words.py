"""French words and sentences from which synthetic titles and descriptions are put together.

All of it was written for this generator. Names of people, bodies and places are made up.
"""

VOWELS = "aeiouyhâàéèêëîïôûùœ"


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(text.split())


def of(noun: str) -> str:
    """Return « de » and the noun, contracted.

    >>> of("le bocage"), of("les vergers"), of("la mare"), of("Aubrelle")
    ('du bocage', 'des vergers', 'de la mare', "d'Aubrelle")
    """
    if noun.startswith("le "):
        return "du " + noun[3:]
    if noun.startswith("les "):
        return "des " + noun[4:]
    if noun.startswith("des "):
        return "de " + noun[4:] if noun[4].lower() not in VOWELS else "d'" + noun[4:]
    return ("d'" if noun[0].lower() in VOWELS else "de ") + noun


def capitalised(words: str) -> str:
    """Return the words with a capital at their head, the rest untouched."""
    return words[:1].upper() + words[1:]


def bare(noun: str) -> str:
    """Return the noun without its article.

    >>> bare("l'accueil des familles"), bare("les haies")
    ('accueil des familles', 'haies')
    """
    for article in ("le ", "la ", "les ", "l'"):
        if noun.startswith(article):
            return noun[len(article) :]
    return noun


# What the resources are about.
OBJECTS = (
    "l'accueil des nouvelles familles",
    "l'atelier de réparation",
    "l'entretien des chemins",
    "l'épicerie associative",
    "l'habitat léger",
    "l'orchestre intercommunal",
    "la bibliothèque de prêt d'outils",
    "la boulangerie coopérative",
    "la chaufferie au bois",
    "la collecte des biodéchets",
    "la crèche parentale",
    "la cuisine partagée",
    "la fête des semences",
    "la forêt communale",
    "la légumerie du canton",
    "la maison des saisonniers",
    "la mémoire des métiers",
    "la monnaie locale",
    "la navette du marché",
    "la plateforme de covoiturage",
    "la rénovation de l'ancienne école",
    "la ressourcerie itinérante",
    "la vente à la ferme",
    "le café-librairie",
    "le centre de soins non programmés",
    "le chantier d'insertion maraîcher",
    "le cinéma ambulant",
    "le compostage collectif",
    "le conseil des jeunes",
    "le diagnostic des haies",
    "le four banal",
    "le guichet de l'énergie",
    "le parc de vélos en prêt",
    "le portage de repas",
    "le réseau de chaleur",
    "le sentier botanique",
    "le tiers-lieu de la gare",
    "le verger conservatoire",
    "les ateliers numériques",
    "les bourgs-centres",
    "les commerces vacants",
    "les gares fermées",
    "les jardins familiaux",
    "les logements passerelles",
    "les mares et étangs",
    "les moulins à eau",
    "les panneaux solaires citoyens",
    "les résidences d'artistes",
    "les savoir-faire textiles",
    "les zones humides",
)

ACTORS = (
    "les habitants",
    "les élus municipaux",
    "des bénévoles",
    "les agriculteurs du secteur",
    "des enseignants",
    "les associations locales",
    "les agents de la collectivité",
    "des étudiants en géographie",
    "les artisans du bourg",
    "les membres de la coopérative",
    "les aînés du village",
    "les services de l'intercommunalité",
    "les jeunes du canton",
    "les entreprises de la vallée",
    "les bureaux d'études",
)

METHODS = (
    "une enquête menée auprès de quatre-vingts foyers",
    "des entretiens conduits sur place",
    "la lecture des archives municipales",
    "une série de visites de terrain",
    "des relevés effectués à chaque saison",
    "deux journées d'échanges entre pairs",
    "un questionnaire distribué en mairie",
    "la comparaison de six communes",
    "des ateliers ouverts à toutes et à tous",
    "l'examen des comptes sur cinq ans",
    "une cartographie participative",
    "les récits recueillis par les animatrices",
)

RESULTS = (
    "les coûts sont mieux connus",
    "un calendrier commun a été adopté",
    "trois emplois ont été créés",
    "la fréquentation a doublé en deux ans",
    "le bâtiment a retrouvé un usage",
    "les trajets en voiture diminuent",
    "les circuits de décision sont plus courts",
    "une charte a été signée",
    "les freins restent nombreux",
    "le modèle économique demeure fragile",
    "les voisins s'en emparent",
    "la qualité de l'eau s'améliore",
    "l'expérience se poursuit ailleurs",
    "le budget tient en une page",
)

NEEDS = (
    "choisir un statut juridique",
    "chiffrer les premiers travaux",
    "réunir les bons partenaires",
    "convaincre un conseil municipal",
    "répartir les tâches entre bénévoles",
    "trouver un local adapté",
    "mesurer les effets obtenus",
    "répondre à un appel à projets",
    "prévoir l'entretien à long terme",
    "associer les publics éloignés",
    "rédiger une convention",
    "former les personnes qui reprendront le flambeau",
)

SENTENCES = (
    "Ce document présente {object} tel que {actors} l'organisent {place}.",
    "À partir {of_method}, {actors} décrivent {object} et en tirent des enseignements.",
    "On y lit comment {actors} ont mis en place {object} {place}, et ce qu'il en reste.",
    "{Object} : voilà le point de départ d'un travail mené en {year} avec {actors}.",
    "Le texte aide à {need} et à {need2}, exemples à l'appui.",
    "Constat partagé par {actors} : {result}.",
    "Il s'appuie sur {method}.",
    "Entre {year} et {later}, {result} ; {result2}.",
    "Une grille de lecture, des fiches et un budget type permettent de {need}.",
    "Chaque étape est détaillée : {need}, puis {need2}.",
    "« On voulait d'abord {need} », expliquent {actors}.",
    "Les annexes rassemblent {number} exemples, dont {number2} observés {place}.",
    "Les limites ne sont pas cachées : {result}, même si {result2}.",
    "Ce travail s'adresse à celles et ceux qui veulent {need} sans tarder.",
    "{Actors} y racontent {object}, avec leurs mots.",
    "Des repères chiffrés, œuvre commune de {number} structures, complètent l'ensemble.",
)

PRINTED_QUOTES = (
    'Sous-titre : "{Bare}, mode d\'emploi".',
    'Le dossier "{Bare}" est joint.',
)

TITLES = (
    "{Object} : {kind} à l'usage {of_audience}",
    "{Object} {place}",
    "Comprendre {object} {place}",
    "Quelle place pour {object}\u00a0?",
    "{Object}, dix ans après",
    "Agir avec {actors} : {object}",
    "{Object} : retour d'expérience {place}",
    "Vers {object} de demain",
    "Autour {of_object}",
    "{Object} et {object2}",
    "Réussir {object} : les étapes pour {need}",
)

FIRST_NAMES = words(
    "Aglaé Amaury Anaïs Basile Blandine Célestin Clélia Côme Delphine Édith Éloi Fanny "
    "Firmin Gaëlle Gaspard Honorine Hugues Inès Isidore Joséphine Judicaël Léonie Lubin "
    "Maëlys Marceau Noémie Octave Oriane Perrine Quentin Romane Sidonie Théophile Ursule "
    "Valère Violette Yaël Zélie"
)
LAST_NAMES = words(
    "Ambrelin Baudrichon Cassevert Desmarettes Embrunois Favrelle Gourdanche Hautecombel "
    "Issertine Jonquerel Kervalen Lormessac Mirandelle Noirvache Orcelant Pradevel "
    "Quinsonat Rochefenouil Sarrandon Tournemiche Urvillac Vaucresson-Lély Wattermez "
    "Ysandrin Zurbach Bréchaumont Clairvin Dourlanche Estampuy Fontrevaux"
)

# Beginnings and ends of place names that do not exist.
PLACE_HEADS = words(
    "Aubr Belv Carn Dorv Esl Fontr Garl Hauv Isn Jorc Lauv Marv Nerv Orbr Pluv Quenv Ravr "
    "Sorv Tarv Urv"
)
PLACE_ENDS = words("aincourt elles ermont eyrac iers illon ancy orgues oisy ussan uzet empuis")

PLACE_FORMS = (
    ("le Pays {of}", "Place"),
    ("la Communauté de communes {of}", "AdministrativeArea"),
    ("le Parc naturel {of}", "Place"),
    ("la Vallée {of}", "Place"),
    ("la Commune {of}", "AdministrativeArea"),
)

ORGANISATION_FORMS = (
    "Association {of_place_or_object}",
    "Réseau {of_place_or_object}",
    "Coopérative {of_place_or_object}",
    "Agence pour {object}",
    "Fédération {of_place_or_object}",
    "Observatoire {of_place_or_object}",
    "Maison {of_place_or_object}",
    "Centre d'études {of_place_or_object}",
    "Conservatoire {of_place_or_object}",
    "Union {of_place_or_object}",
)

SERIES_FORMS = (
    ("Les cahiers {of_object}", "CreativeWorkSeries"),
    ("Repères sur {object}", "CreativeWorkSeries"),
    ("Kit {of_object}", "Collection"),
    ("Rencontres {of_object}", "CreativeWorkSeries"),
)

# id, French and English labels, schema.org types, DCMI type, formats (the first one is the usual).
KINDS = (
    ("guide", "Guide", "Guide", "DigitalDocument; LearningResource", "Text", "PDF EPUB"),
    ("etude", "Étude", "Study", "Report", "Text", "PDF ODT"),
    ("rapport", "Rapport", "Report", "Report", "Text", "PDF DOCX"),
    ("fiche", "Fiche pratique", "Practical sheet", "DigitalDocument", "Text", "PDF HTML"),
    ("article", "Article", "Article", "Article", "Text", "HTML PDF"),
    ("carte", "Carte", "Map", "Map", "StillImage", "PNG GEOJSON"),
    ("donnees", "Jeu de données", "Dataset", "Dataset", "Dataset", "CSV ODS"),
    ("film", "Film", "Film", "VideoObject", "MovingImage", "MPEG4 HTML"),
    (
        "webinaire",
        "Webinaire",
        "Webinar",
        "VideoObject; LearningResource",
        "MovingImage",
        "MPEG4 PDF",
    ),
    ("emission", "Émission", "Broadcast", "AudioObject", "Sound", "MP3 TXT"),
)

# id, French and English labels, EU data theme; children: id, French and English labels.
THEMES = (
    (
        ("mobilite", "Mobilité", "Mobility", "TRAN"),
        ("autopartage", "Autopartage", "Car sharing"),
        ("covoiturage", "Covoiturage", "Ride sharing"),
        ("velo", "Vélo au quotidien", "Everyday cycling"),
        ("transport-a-la-demande", "Transport à la demande", "Transport on demand"),
    ),
    (
        ("alimentation", "Alimentation", "Food", "AGRI"),
        ("circuits-courts", "Circuits courts", "Short supply chains"),
        ("restauration-collective", "Restauration collective", "Canteens"),
        ("maraichage", "Maraîchage", "Market gardening"),
        ("gaspillage", "Lutte contre le gaspillage", "Fighting waste"),
    ),
    (
        ("energie", "Énergie", "Energy", "ENER"),
        ("renovation", "Rénovation des logements", "Housing renovation"),
        ("solaire-citoyen", "Solaire citoyen", "Community solar"),
        ("bois-energie", "Bois énergie", "Wood energy"),
        ("sobriete", "Sobriété", "Sufficiency"),
    ),
    (
        ("milieux-naturels", "Eau et milieux naturels", "Water and nature", "ENVI"),
        ("zones-humides", "Zones humides", "Wetlands"),
        ("bocage", "Haies et bocage", "Hedges"),
        ("foret", "Forêt", "Forest"),
        ("qualite-de-l-eau", "Qualité de l'eau", "Water quality"),
    ),
    (
        ("sante", "Santé", "Health", "HEAL"),
        ("acces-aux-soins", "Accès aux soins", "Access to care"),
        ("prevention", "Prévention", "Prevention"),
        ("bien-vieillir", "Bien vieillir", "Ageing well"),
    ),
    (
        ("culture", "Culture et patrimoine", "Culture and heritage", "EDUC"),
        ("lecture-publique", "Lecture publique", "Public libraries"),
        ("patrimoine-bati", "Patrimoine bâti", "Built heritage"),
        ("spectacle-vivant", "Spectacle vivant", "Performing arts"),
        ("savoir-faire", "Savoir-faire", "Know-how"),
    ),
    (
        ("numerique", "Numérique", "Digital", "TECH"),
        ("inclusion-numerique", "Inclusion numérique", "Digital inclusion"),
        ("donnees-ouvertes", "Données ouvertes", "Open data"),
        ("logiciel-libre", "Logiciel libre", "Free software"),
    ),
    (
        ("logement", "Logement", "Housing", "SOCI"),
        ("habitat-partage", "Habitat partagé", "Shared housing"),
        ("logement-des-jeunes", "Logement des jeunes", "Housing for the young"),
        ("vacance", "Vacance immobilière", "Empty buildings"),
    ),
    (
        ("emploi", "Emploi", "Employment", "ECON"),
        ("insertion", "Insertion par l'activité", "Integration through work"),
        ("transmission", "Transmission d'entreprise", "Business transfer"),
        ("travail-partage", "Travail partagé", "Shared work"),
    ),
    (
        ("gouvernance", "Gouvernance locale", "Local government", "GOVE"),
        ("participation", "Participation des habitants", "Participation"),
        ("commande-publique", "Commande publique", "Public procurement"),
        ("evaluation", "Évaluation", "Evaluation"),
    ),
)

# id, French and English labels, the French with its article.
AUDIENCES = (
    ("elus", "Élus", "Elected representatives", "les élus"),
    ("agents", "Agents publics", "Public servants", "les agents publics"),
    ("associations", "Associations", "Associations", "les associations"),
    ("enseignants", "Enseignants", "Teachers", "les enseignants"),
    ("porteurs-de-projet", "Porteurs de projet", "Project leaders", "les porteurs de projet"),
    ("grand-public", "Grand public", "General public", "le grand public"),
)

SECTIONS = (
    ("connaitre", "Connaître son territoire", "Knowing the area"),
    ("s-inspirer", "S'inspirer d'ailleurs", "Learning from elsewhere"),
    ("agir", "Passer à l'action", "Taking action"),
    ("transmettre", "Transmettre", "Passing on"),
)
