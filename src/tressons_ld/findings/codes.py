"""Every finding the tool itself can make (those of SHACL shapes are in ``shapes/``).

One entry per code: its severity, what is wrong and how to mend it. ``{value}`` is the offending
value between quotation marks; other placeholders are named where the code is raised.
"""

from typing import NamedTuple

from tressons_ld.findings.errors import Text
from tressons_ld.findings.finding import (
    Finding,
    Location,
    Severity,
    quoted,
)

VIOLATION, WARNING, INFO = Severity.VIOLATION, Severity.WARNING, Severity.INFO


class Code(NamedTuple):
    """What a code means: severity, what is wrong, how to mend it."""

    severity: Severity
    message: Text
    remedy: Text


CODES: dict[str, Code] = {
    # --- tables: reading the catalogue folder -------------------------------------------------
    "table.header-missing": Code(
        VIOLATION,
        Text(
            "le fichier est vide : il n'a pas de ligne d'en-têtes.",
            "the file is empty: it has no heading row.",
        ),
        Text(
            "Écrire en première ligne les noms des colonnes, parmi : {columns}.",
            "Write the names of the columns in the first row, among: {columns}.",
        ),
    ),
    "table.empty": Code(
        VIOLATION,
        Text(
            "la table n'a aucune ligne sous ses en-têtes.",
            "the table has no row below its headings.",
        ),
        Text(
            "Y écrire une ligne par ressource.",
            "Write one row for each resource.",
        ),
    ),
    "table.column-missing": Code(
        VIOLATION,
        Text(
            "la colonne {value} manque.",
            "the column {value} is missing.",
        ),
        Text(
            "L'ajouter, ou dire dans data/catalogue.toml, sous [columns], quel en-tête en tient "
            "lieu.",
            "Add it, or say in data/catalogue.toml, under [columns], which heading stands for it.",
        ),
    ),
    "table.column-unknown": Code(
        WARNING,
        Text(
            "la colonne {value} est inconnue, elle n'est pas lue.",
            "the column {value} is unknown, it is not read.",
        ),
        Text(
            "{suggestion}Colonnes possibles : {columns}. Pour un autre en-tête, ou pour une "
            "colonne à ne pas lire, l'écrire dans data/catalogue.toml, sous [columns] : "
            '"en-tête" = "colonne", ou "en-tête" = "".',
            "{suggestion}Possible columns: {columns}. For another heading, or for a column that "
            'is not to be read, write it in data/catalogue.toml, under [columns]: "heading" = '
            '"column", or "heading" = "".',
        ),
    ),
    "table.column-repeated": Code(
        VIOLATION,
        Text(
            "l'en-tête {value} nomme une colonne déjà donnée en {first}.",
            "the heading {value} names a column already given in {first}.",
        ),
        Text(
            "Garder une seule de ces colonnes.",
            "Keep only one of these columns.",
        ),
    ),
    "table.row-long": Code(
        VIOLATION,
        Text(
            "la ligne a {count} cellules pour {expected} en-têtes : {value} est de trop.",
            "the row has {count} cells for {expected} headings: {value} is one too many.",
        ),
        Text(
            "Mettre entre guillemets droits la cellule qui contient le séparateur, ou donner un "
            "en-tête à la colonne.",
            "Put the cell that holds the delimiter between double quotes, or give the column a "
            "heading.",
        ),
    ),
    "table.row-short": Code(
        VIOLATION,
        Text(
            "la ligne n'a pas assez de cellules : {count} pour {expected} en-têtes.",
            "the row has too few cells: {count} for {expected} headings.",
        ),
        Text(
            "Vérifier qu'aucun séparateur ne manque et qu'aucune cellule n'a glissé sous un autre "
            "en-tête ; les cellules vides comptent.",
            "Check that no delimiter is missing and that no cell has slid under another heading; "
            "empty cells count.",
        ),
    ),
    "table.quote-open": Code(
        VIOLATION,
        Text(
            "une cellule ouverte par un guillemet à cette ligne n'est jamais fermée : la suite du "
            "fichier n'est pas lue.",
            "a cell opened by a quote on this line is never closed: the rest of the file is not "
            "read.",
        ),
        Text(
            "Fermer le guillemet droit à la fin de la cellule ; dans une cellule, le doubler.",
            "Close the double quote at the end of the cell; inside a cell, double it.",
        ),
    ),
    "table.quote-stray": Code(
        VIOLATION,
        Text(
            "un guillemet au milieu d'une cellule entre guillemets : la ligne n'est pas lue.",
            "a quote in the middle of a quoted cell: the row is not read.",
        ),
        Text(
            'Doubler le guillemet à l\'intérieur de la cellule : "un ""mot"" cité".',
            'Double the quote inside the cell: "a ""word"" quoted".',
        ),
    ),
    "table.json-unreadable": Code(
        VIOLATION,
        Text(
            "cette ligne n'est pas du JSON ({reason}) : elle n'est pas lue.",
            "this line is not JSON ({reason}): it is not read.",
        ),
        Text(
            'Écrire un objet par ligne : {{"id": "…", "kind": "…", "title": "…"}}.',
            'Write one object a line: {{"id": "…", "kind": "…", "title": "…"}}.',
        ),
    ),
    "table.json-not-object": Code(
        VIOLATION,
        Text(
            "cette ligne de JSON n'est pas un objet : elle n'est pas lue.",
            "this line of JSON is not an object: it is not read.",
        ),
        Text(
            'Écrire un objet par ligne : {{"id": "…", "kind": "…", "title": "…"}}.',
            'Write one object a line: {{"id": "…", "kind": "…", "title": "…"}}.',
        ),
    ),
    "table.key-repeated": Code(
        VIOLATION,
        Text(
            "la clé {value} est donnée deux fois, la première valeur est lue.",
            "the key {value} is given twice, its first value is read.",
        ),
        Text(
            "Garder une seule de ces clés ; plusieurs valeurs se mettent dans une liste.",
            "Keep only one of these keys; several values go into a list.",
        ),
    ),
    "table.value-kind": Code(
        VIOLATION,
        Text(
            "{value} n'est ni un texte, ni un nombre, ni une liste de textes.",
            "{value} is neither a text, nor a number, nor a list of texts.",
        ),
        Text(
            'Écrire un texte entre guillemets, ou une liste : ["…", "…"].',
            'Write a text between quotation marks, or a list: ["…", "…"].',
        ),
    ),
    "table.value-divided": Code(
        WARNING,
        Text(
            "{value} contient un point-virgule, qui sépare deux valeurs.",
            "{value} holds a semicolon, which separates two values.",
        ),
        Text(
            "Écrire une valeur par élément de la liste, sans point-virgule.",
            "Write one value for each item of the list, without a semicolon.",
        ),
    ),
    "table.value-missing": Code(
        VIOLATION,
        Text(
            "la colonne {value} est vide.",
            "the column {value} is empty.",
        ),
        Text(
            "La remplir : sans elle la chose n'a pas d'adresse.",
            "Fill it: without it the thing has no address.",
        ),
    ),
    "table.value-repeated": Code(
        INFO,
        Text(
            "{value} est donné deux fois.",
            "{value} is given twice.",
        ),
        Text(
            "N'écrire chaque valeur qu'une fois.",
            "Write each value only once.",
        ),
    ),
    "table.encoding-windows": Code(
        WARNING,
        Text(
            "le fichier est en Windows-1252, et non en UTF-8.",
            "the file is in Windows-1252, not in UTF-8.",
        ),
        Text(
            "L'enregistrer en « CSV UTF-8 » : certaines lettres ne s'écrivent pas en Windows-1252.",
            'Save it as "CSV UTF-8": some letters cannot be written in Windows-1252.',
        ),
    ),
    "table.merged-cells": Code(
        WARNING,
        Text(
            "cellules fusionnées jusqu'à {last} : {value} est lu sur chaque ligne, dans la "
            "première colonne.",
            "cells merged up to {last}: {value} is read in each row, in the first column.",
        ),
        Text(
            "Défusionner, et écrire la valeur dans chaque cellule.",
            "Unmerge them, and write the value in each cell.",
        ),
    ),
    "table.cell-too-long": Code(
        VIOLATION,
        Text(
            "la cellule a {length} caractères, {most} au plus sont lus.",
            "the cell has {length} characters, at most {most} are read.",
        ),
        Text(
            "Garder un résumé, et donner l'adresse du texte entier dans « landing_page » ou « "
            "download_url ».",
            'Keep a summary, and give the address of the whole text in "landing_page" or '
            '"download_url".',
        ),
    ),
    "table.character-control": Code(
        VIOLATION,
        Text(
            "caractère de commande {character} à la position {position}, près de {value}.",
            "control character {character} at position {position}, near {value}.",
        ),
        Text(
            "L'effacer : aucun texte publié ne peut le contenir.",
            "Delete it: no published text can hold it.",
        ),
    ),
    "table.character-broken": Code(
        VIOLATION,
        Text(
            "caractère illisible {character} à la position {position}, près de {value}.",
            "broken character {character} at position {position}, near {value}.",
        ),
        Text(
            "Le récrire, et enregistrer le fichier en UTF-8.",
            "Write it again, and save the file as UTF-8.",
        ),
    ),
    "table.cell-error": Code(
        VIOLATION,
        Text(
            "{value} est une erreur du tableur, et non une valeur.",
            "{value} is an error of the spreadsheet, and no value.",
        ),
        Text(
            "Corriger la formule dans le tableur, ou écrire la valeur elle-même ; vider la cellule "
            "si elle n'est pas connue.",
            "Mend the formula in the spreadsheet, or write the value itself; empty the cell if it "
            "is not known.",
        ),
    ),
    "table.character-invisible": Code(
        WARNING,
        Text(
            "caractère invisible {character} à la position {position}, près de {value}.",
            "invisible character {character} at position {position}, near {value}.",
        ),
        Text(
            "L'effacer s'il n'est pas voulu : il trompe la recherche et l'œil. Il est gardé tel "
            "quel.",
            "Delete it if it is not meant: it misleads searches and the eye. It is kept as it is.",
        ),
    ),
    "table.character-lost": Code(
        WARNING,
        Text(
            "« \ufffd » tient la place d'une lettre perdue à une conversion, près de {value}.",
            '"\ufffd" stands for a letter lost in a conversion, near {value}.',
        ),
        Text(
            "Récrire la lettre.",
            "Write the letter again.",
        ),
    ),
    "table.text-not-nfc": Code(
        INFO,
        Text(
            "lettres accentuées écrites en deux caractères (Unicode non NFC), près de {value}.",
            "accented letters written as two characters (Unicode not NFC), near {value}.",
        ),
        Text(
            "Les retaper au clavier : une recherche peut ne pas les trouver. Le texte est gardé "
            "tel quel.",
            "Type them again: a search may miss them. The text is kept as it is.",
        ),
    ),
    "table.id-missing": Code(
        VIOLATION,
        Text(
            "la ligne n'a pas d'identifiant : elle n'est pas lue.",
            "the row has no id: it is not read.",
        ),
        Text(
            "Écrire dans « id » un nom court, durable et unique : minuscules sans accent, "
            "chiffres et traits d'union.",
            'Write a short, lasting and unique name in "id": lower-case letters without accents, '
            "digits and hyphens.",
        ),
    ),
    "table.id-unreadable": Code(
        VIOLATION,
        Text(
            "identifiant {value} impossible.",
            "impossible id {value}.",
        ),
        Text(
            "Écrire seulement des minuscules sans accent, des chiffres et des traits "
            "d'union{better}.",
            "Write only lower-case letters without accents, digits and hyphens{better}.",
        ),
    ),
    "table.id-too-long": Code(
        VIOLATION,
        Text(
            "identifiant de {length} caractères : {value}.",
            "id of {length} characters: {value}.",
        ),
        Text(
            "En écrire un de {most} caractères au plus{better}.",
            "Write one of at most {most} characters{better}.",
        ),
    ),
    "table.id-reserved": Code(
        VIOLATION,
        Text(
            "l'identifiant {value} est réservé.",
            "the id {value} is reserved.",
        ),
        Text(
            "En écrire un autre{better}.",
            "Write another one{better}.",
        ),
    ),
    "table.id-duplicate": Code(
        VIOLATION,
        Text(
            "l'identifiant {value} est déjà celui d'une autre ligne : {first}.",
            "the id {value} is already that of another row: {first}.",
        ),
        Text(
            "Donner à chaque ligne son identifiant ; s'il s'agit de la même chose, garder une "
            "seule ligne.",
            "Give each row an id of its own; if it is the same thing, keep only one row.",
        ),
    ),
    "table.year-unreadable": Code(
        VIOLATION,
        Text(
            "année {value} illisible.",
            "unreadable year {value}.",
        ),
        Text(
            "{suggestion}Écrire quatre chiffres, par exemple 2019.",
            "{suggestion}Write four digits, for example 2019.",
        ),
    ),
    "table.year-range": Code(
        VIOLATION,
        Text(
            "{value} est une période, et non une date.",
            "{value} is a period, not a date.",
        ),
        Text(
            "Écrire une seule année, par exemple 2019 ; dans « issued », celle de la publication.",
            'Write one year only, for example 2019; in "issued", that of the publication.',
        ),
    ),
    "table.date-unreadable": Code(
        VIOLATION,
        Text(
            "date {value} illisible.",
            "unreadable date {value}.",
        ),
        Text(
            "{suggestion}Écrire l'année, l'année et le mois, ou le jour : 2019, 2019-06 ou "
            "2019-06-30.",
            "{suggestion}Write the year, the year and month, or the day: 2019, 2019-06 or "
            "2019-06-30.",
        ),
    ),
    "table.date-impossible": Code(
        VIOLATION,
        Text(
            "la date {value} n'existe pas dans le calendrier.",
            "the date {value} is not in the calendar.",
        ),
        Text(
            "Corriger le mois ou le jour, ou n'écrire que ce qui est sûr : 2019 ou 2019-06.",
            "Correct the month or the day, or write only what is sure: 2019 or 2019-06.",
        ),
    ),
    "table.period-unreadable": Code(
        VIOLATION,
        Text(
            "période {value} illisible.",
            "unreadable period {value}.",
        ),
        Text(
            "{suggestion}Écrire l'année étudiée, ou la première et la dernière avec une barre "
            "entre les deux : 2018/2021. Un mois ou un jour s'écrit 2019-06 ou 2019-06-30 ; une "
            "fin inconnue, deux points : 2018/..",
            "{suggestion}Write the year covered, or the first and the last with a bar between "
            "them: 2018/2021. A month or a day is written 2019-06 or 2019-06-30; an end that is "
            "not known, two dots: 2018/..",
        ),
    ),
    "table.period-reversed": Code(
        VIOLATION,
        Text(
            "la période {value} finit avant de commencer.",
            "the period {value} ends before it begins.",
        ),
        Text(
            "Écrire d'abord le début : {better}.",
            "Write the beginning first: {better}.",
        ),
    ),
    "table.url-several": Code(
        VIOLATION,
        Text(
            "plusieurs adresses dans une cellule qui n'en prend qu'une : {value}.",
            "several addresses in a cell that takes one: {value}.",
        ),
        Text(
            "Garder l'adresse de la page de la ressource ; mettre les autres dans « page ».",
            'Keep the address of the resource\'s own page; put the others in "page".',
        ),
    ),
    "table.url-space": Code(
        VIOLATION,
        Text(
            "espace dans l'adresse {value}.",
            "space in the address {value}.",
        ),
        Text(
            "L'ôter, ou l'écrire %20{better}.",
            "Remove it, or write it as %20{better}.",
        ),
    ),
    "table.url-scheme": Code(
        VIOLATION,
        Text(
            "l'adresse {value} ne commence pas par http:// ni https://.",
            "the address {value} does not begin with http:// or https://.",
        ),
        Text(
            "Copier l'adresse entière depuis la barre du navigateur{better}. Un point-virgule "
            "dans une adresse s'écrit %3B.",
            "Copy the whole address from the browser's bar{better}. A semicolon in an address is "
            "written %3B.",
        ),
    ),
    "table.url-host": Code(
        VIOLATION,
        Text(
            "l'adresse {value} n'a pas de nom de site valable.",
            "the address {value} has no valid host name.",
        ),
        Text(
            "Copier l'adresse entière depuis la barre du navigateur : https://www.exemple.fr/page.",
            "Copy the whole address from the browser's bar: https://www.example.org/page.",
        ),
    ),
    "table.url-character": Code(
        VIOLATION,
        Text(
            "« {character} » n'a pas sa place dans l'adresse {value}.",
            '"{character}" has no place in the address {value}.',
        ),
        Text(
            "L'écrire {encoded}, ou l'ôter.",
            "Write it as {encoded}, or remove it.",
        ),
    ),
    "table.email-unreadable": Code(
        VIOLATION,
        Text(
            "adresse de courriel {value} illisible.",
            "unreadable mail address {value}.",
        ),
        Text(
            "Écrire une adresse simple : nom@exemple.fr.",
            "Write a plain address: name@example.org.",
        ),
    ),
    "table.size-unreadable": Code(
        VIOLATION,
        Text(
            "taille {value} illisible.",
            "unreadable size {value}.",
        ),
        Text(
            "Écrire le nombre d'octets en chiffres, sans unité ni espace : 1258291 pour 1,2 Mo.",
            "Write the number of bytes in digits, without unit or space: 1258291 for 1.2 MB.",
        ),
    ),
    "table.siren-unreadable": Code(
        VIOLATION,
        Text(
            "numéro SIREN {value} illisible.",
            "unreadable SIREN number {value}.",
        ),
        Text(
            "{suggestion}Écrire neuf chiffres, sans espace.",
            "{suggestion}Write nine digits, without spaces.",
        ),
    ),
    "table.siren-check-digit": Code(
        WARNING,
        Text(
            "le numéro SIREN {value} a une clé fausse : un de ses chiffres est sans doute erroné.",
            "the SIREN number {value} fails its check digit: one of its digits is probably wrong.",
        ),
        Text(
            "Le comparer à sa source.",
            "Compare it with its source.",
        ),
    ),
    "table.nuts-unreadable": Code(
        VIOLATION,
        Text(
            "code NUTS {value} illisible.",
            "unreadable NUTS code {value}.",
        ),
        Text(
            "Écrire le code du territoire : deux lettres et trois signes au plus, par exemple "
            "FRF31.",
            "Write the code of the area: two letters and at most three characters, for example "
            "FRF31.",
        ),
    ),
    "table.bbox-unreadable": Code(
        VIOLATION,
        Text(
            "emprise {value} illisible.",
            "unreadable bounding box {value}.",
        ),
        Text(
            "Écrire un polygone fermé, longitude d'abord : POLYGON((5.1 44.6, 5.8 44.6, 5.8 45.3, "
            "5.1 45.3, 5.1 44.6)).",
            "Write a closed polygon, longitude first: POLYGON((5.1 44.6, 5.8 44.6, 5.8 45.3, 5.1 "
            "45.3, 5.1 44.6)).",
        ),
    ),
    "table.match-unreadable": Code(
        VIOLATION,
        Text(
            "correspondance {value} illisible.",
            "unreadable match {value}.",
        ),
        Text(
            "{suggestion}Écrire la relation puis l'adresse : exactMatch "
            "http://eurovoc.europa.eu/5628. Relations : {known}.",
            "{suggestion}Write the relation, then the address: exactMatch "
            "http://eurovoc.europa.eu/5628. Relations: {known}.",
        ),
    ),
    "table.distribution-count": Code(
        VIOLATION,
        Text(
            "valeurs : {count}, et adresses dans « download_url » : {expected}.",
            'values: {count}, and addresses in "download_url": {expected}.',
        ),
        Text(
            "Écrire une valeur par adresse, dans le même ordre ; laisser vide la place de celle "
            "qui est inconnue.",
            "Write one value for each address, in the same order; leave the place of an unknown "
            "one empty.",
        ),
    ),
    "table.addition-incomplete": Code(
        VIOLATION,
        Text(
            "un ajout sans {value} n'est pas lu.",
            "an addition without {value} is not read.",
        ),
        Text(
            "Écrire la chose, la colonne, la valeur, l'adresse qui la donne et le jour où elle a "
            "été lue.",
            "Write the thing, the column, the value, the address that gives it and the day it was "
            "read.",
        ),
    ),
    "table.addition-column": Code(
        VIOLATION,
        Text(
            "{value} n'est pas une colonne que l'on peut compléter ici.",
            "{value} is not a column that can be completed here.",
        ),
        Text(
            "{suggestion}Colonnes possibles : {columns}.",
            "{suggestion}Possible columns: {columns}.",
        ),
    ),
    "settings.unknown": Code(
        VIOLATION,
        Text(
            "le réglage {value} est inconnu.",
            "the setting {value} is unknown.",
        ),
        Text(
            "{suggestion}Corriger son nom, ou l'effacer.",
            "{suggestion}Correct its name, or delete it.",
        ),
    ),
    "settings.unknown-column": Code(
        VIOLATION,
        Text(
            "{value} n'est la colonne d'aucune table.",
            "{value} is not the column of any table.",
        ),
        Text(
            "{suggestion}Écrire le nom d'une colonne, ou rien pour un en-tête à ne pas lire.",
            "{suggestion}Write the name of a column, or nothing for a heading that is not read.",
        ),
    ),
    "settings.wrong-kind": Code(
        VIOLATION,
        Text(
            "le réglage {value} n'a pas la forme attendue.",
            "the setting {value} is not of the form expected.",
        ),
        Text(
            "Écrire {expected}.",
            "Write {expected}.",
        ),
    ),
    "settings.missing": Code(
        VIOLATION,
        Text(
            "il manque le réglage {value}.",
            "the setting {value} is missing.",
        ),
        Text(
            "L'ajouter.",
            "Add it.",
        ),
    ),
    "settings.no-such-file": Code(
        VIOLATION,
        Text(
            "le fichier {value} n'est pas dans le dossier data.",
            "the file {value} is not in the folder data.",
        ),
        Text(
            "Corriger son chemin, donné depuis le dossier data, ou l'y mettre.",
            "Correct its path, given from the folder data, or put it there.",
        ),
    ),
    "settings.scheme-title": Code(
        WARNING,
        Text(
            "le vocabulaire {value} n'a pas de titre.",
            "the vocabulary {value} has no title.",
        ),
        Text(
            'L\'écrire dans data/catalogue.toml, sous [schemes] : {scheme} = {{ fr = "…", en = '
            '"…" }}.',
            'Write it in data/catalogue.toml, under [schemes]: {scheme} = {{ fr = "…", en = "…" '
            "}}.",
        ),
    ),
    # --- references ---------------------------------------------------------------------------
    "reference.unknown-kind": Code(
        VIOLATION,
        Text(
            "genre {value} inconnu.",
            "unknown kind {value}.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-section": Code(
        VIOLATION,
        Text(
            "section {value} inconnue.",
            "unknown section {value}.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-theme": Code(
        VIOLATION,
        Text(
            "thème {value} inconnu.",
            "unknown theme {value}.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-audience": Code(
        VIOLATION,
        Text(
            "public {value} inconnu.",
            "unknown audience {value}.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-certainty": Code(
        VIOLATION,
        Text(
            "certitude {value} inconnue.",
            "unknown certainty {value}.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-concept": Code(
        VIOLATION,
        Text(
            "terme {value} inconnu de ce vocabulaire.",
            "unknown term {value} of this vocabulary.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-agent": Code(
        VIOLATION,
        Text(
            "agent {value} inconnu.",
            "unknown agent {value}.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-place": Code(
        VIOLATION,
        Text(
            "lieu {value} inconnu.",
            "unknown place {value}.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-series": Code(
        VIOLATION,
        Text(
            "série {value} inconnue.",
            "unknown series {value}.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant, le nom ou une graphie d'une ligne de {table}, ou y "
            "ajouter une ligne.",
            "{suggestion}Write the id, the name or a spelling of a row of {table}, or add a row "
            "there.",
        ),
    ),
    "reference.unknown-resource": Code(
        VIOLATION,
        Text(
            "{value} n'est rien de ce catalogue.",
            "{value} is nothing in this catalogue.",
        ),
        Text(
            "{suggestion}Écrire l'identifiant d'une ressource, ou le chemin d'une autre chose, "
            "par exemple organisation/nom.",
            "{suggestion}Write the id of a resource, or the path of another thing, for example "
            "organisation/name.",
        ),
    ),
    "reference.unknown-language": Code(
        VIOLATION,
        Text(
            "langue {value} inconnue.",
            "unknown language {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-format": Code(
        VIOLATION,
        Text(
            "format {value} inconnu.",
            "unknown format {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-access-right": Code(
        VIOLATION,
        Text(
            "droits d'accès {value} inconnus.",
            "unknown access rights {value}.",
        ),
        Text(
            "{suggestion}Écrire PUBLIC (ouvert à tous), RESTRICTED (sous condition) ou NON_PUBLIC.",
            "{suggestion}Write PUBLIC (open to all), RESTRICTED (on conditions) or NON_PUBLIC.",
        ),
    ),
    "reference.unknown-frequency": Code(
        VIOLATION,
        Text(
            "fréquence {value} inconnue.",
            "unknown frequency {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-publisher-type": Code(
        VIOLATION,
        Text(
            "type d'éditeur {value} inconnu.",
            "unknown publisher type {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-data-theme": Code(
        VIOLATION,
        Text(
            "thème européen {value} inconnu.",
            "unknown European data theme {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-schema-type": Code(
        VIOLATION,
        Text(
            "type schema.org {value} inconnu de l'outil.",
            "schema.org type {value} unknown to the tool.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-dcmi-type": Code(
        VIOLATION,
        Text(
            "type Dublin Core {value} inconnu.",
            "unknown Dublin Core type {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-agent-type": Code(
        VIOLATION,
        Text(
            "type d'agent {value} inconnu.",
            "unknown type of agent {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-place-type": Code(
        VIOLATION,
        Text(
            "type de lieu {value} inconnu.",
            "unknown type of place {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.unknown-series-type": Code(
        VIOLATION,
        Text(
            "type de série {value} inconnu.",
            "unknown type of series {value}.",
        ),
        Text(
            "{suggestion}Valeurs possibles : {known}.",
            "{suggestion}Possible values: {known}.",
        ),
    ),
    "reference.ambiguous": Code(
        VIOLATION,
        Text(
            "{value} nomme deux choses : {first} et {second}.",
            "{value} names two things: {first} and {second}.",
        ),
        Text(
            "Écrire l'identifiant de celle qui convient.",
            "Write the id of the one that is meant.",
        ),
    ),
    "reference.name-shared": Code(
        WARNING,
        Text(
            "{value} est aussi un nom de {other}.",
            "{value} is also a name of {other}.",
        ),
        Text(
            "Ôter ce nom de l'une des deux lignes, ou écrire les identifiants là où l'on s'y "
            "réfère.",
            "Take this name from one of the two rows, or write the ids where they are referred to.",
        ),
    ),
    "reference.not-a-person": Code(
        VIOLATION,
        Text(
            "{value} est une organisation.",
            "{value} is an organisation.",
        ),
        Text(
            "La nommer dans « organisations », ou corriger son type dans data/agents.csv.",
            'Name it in "organisations", or correct its type in data/agents.csv.',
        ),
    ),
    "reference.not-an-organisation": Code(
        VIOLATION,
        Text(
            "{value} est une personne.",
            "{value} is a person.",
        ),
        Text(
            "La nommer dans « persons », ou corriger son type dans data/agents.csv.",
            'Name them in "persons", or correct their type in data/agents.csv.',
        ),
    ),
    "reference.itself": Code(
        VIOLATION,
        Text(
            "la ressource {value} se prend elle-même pour source.",
            "the resource {value} is based on itself.",
        ),
        Text(
            "Écrire l'identifiant d'une autre ressource, ou rien.",
            "Write the id of another resource, or nothing.",
        ),
    ),
    "reference.circle": Code(
        VIOLATION,
        Text(
            "cercle : {value}.",
            "circle: {value}.",
        ),
        Text(
            "Ôter un de ces liens.",
            "Remove one of these links.",
        ),
    ),
    # --- import: reading the document as received ---------------------------------------------
    "import.not-text": Code(
        VIOLATION,
        Text(
            "Ce fichier n'est pas un texte.",
            "This file is not a text.",
        ),
        Text(
            "L'enregistrer en texte (Markdown, UTF-8) : ni PDF, ni document de traitement de "
            "texte.",
            "Save it as text (Markdown, UTF-8): neither a PDF nor a word processor's document.",
        ),
    ),
    "import.not-utf-8": Code(
        WARNING,
        Text(
            "Le texte n'est pas en UTF-8 à partir de {value} ; il a été lu comme du Windows-1252.",
            "The text is not UTF-8 from {value} on; it was read as Windows-1252.",
        ),
        Text(
            "L'enregistrer en UTF-8.",
            "Save it as UTF-8.",
        ),
    ),
    "import.character-unreadable": Code(
        WARNING,
        Text(
            "La ligne contient un caractère qu'aucun texte ne peut porter ({character}) ; il a "
            "été laissé de côté.",
            "The line holds a character that no text may hold ({character}); it was left out.",
        ),
        Text(
            "L'enlever du document, et relire la ligne {value}.",
            "Remove it from the document and read the line {value} again.",
        ),
    ),
    "import.character-lost": Code(
        WARNING,
        Text(
            "Un caractère de {value} a été perdu quand le fichier a été enregistré.",
            "A character of {value} was lost when the file was saved.",
        ),
        Text(
            "Le rétablir à la place du signe « � ».",
            "Put it back where the sign � stands.",
        ),
    ),
    "import.no-entry": Code(
        VIOLATION,
        Text(
            "Aucune notice dans ce document.",
            "There is no entry in this document.",
        ),
        Text(
            "Sous le titre d'une notice, écrire son genre et son année, par exemple « Guide "
            "(2022) ».",
            'Under the title of an entry write its kind and year, "Guide (2022)" for instance.',
        ),
    ),
    "import.title-missing": Code(
        VIOLATION,
        Text(
            "La notice n'a pas de titre.",
            "The entry has no title.",
        ),
        Text(
            "Écrire le titre après les signes #.",
            "Write the title after the # signs.",
        ),
    ),
    "import.title-repeated": Code(
        WARNING,
        Text(
            "Le titre {value} est déjà celui d'une notice, ligne {line}.",
            "The title {value} is already that of an entry, line {line}.",
        ),
        Text(
            "Si c'est la même, en garder une ; sinon, distinguer les titres.",
            "If they are the same, keep one of them; if not, make the titles different.",
        ),
    ),
    "import.title-continued": Code(
        WARNING,
        Text(
            "La ligne {value}, entre le titre et le genre, a été lue comme la suite du titre.",
            "The line {value}, between title and kind, was read as the rest of the title.",
        ),
        Text(
            "Si c'est le titre, l'écrire sur une seule ligne ; si ce sont les auteurs, les "
            "écrire sous le genre.",
            "If it is the title, write it on one line; if it names the authors, write it below "
            "the kind.",
        ),
    ),
    "import.heading-unmarked": Code(
        WARNING,
        Text(
            "La ligne {value} a été lue comme le titre d'une notice : un genre et une année la "
            "suivent.",
            "The line {value} was read as the title of an entry: a kind and a year follow it.",
        ),
        Text(
            "Écrire ## devant un titre.",
            "Write ## before a title.",
        ),
    ),
    "import.heading-within": Code(
        WARNING,
        Text(
            "L'intertitre {value} et le texte qui le suit ont été lus comme la suite de la notice.",
            "The subheading {value} and the text below it were read as part of the entry.",
        ),
        Text(
            "Si une notice commence ici, écrire son genre et son année sous son titre.",
            "If an entry begins here, write its kind and year below its title.",
        ),
    ),
    "import.heading-ignored": Code(
        WARNING,
        Text(
            "Le titre {value} n'a été lu ni comme une notice, ni comme une partie du catalogue.",
            "The heading {value} was read neither as an entry nor as a section.",
        ),
        Text(
            "Si c'est une notice, écrire sous son titre son genre et son année.",
            "If it is an entry, write its kind and year below its title.",
        ),
    ),
    "import.heading-as-section": Code(
        WARNING,
        Text(
            "Le titre {value}, que rien ne suit, a été lu comme celui d'une partie du catalogue.",
            "The heading {value}, which nothing follows, was read as that of a section.",
        ),
        Text(
            "Si c'est une notice, écrire son genre et son année sous son titre.",
            "If it is an entry, write its kind and year below its title.",
        ),
    ),
    "import.entry-empty": Code(
        VIOLATION,
        Text(
            "Rien ne suit le titre {value}.",
            "Nothing follows the heading {value}.",
        ),
        Text(
            "Si c'est une notice, écrire son genre et son année, ses auteurs et sa description ; "
            "sinon, enlever le titre.",
            "If it is an entry, write its kind and year, its authors and its description; if "
            "not, remove the heading.",
        ),
    ),
    "import.kind-line-missing": Code(
        VIOLATION,
        Text(
            "La ligne du genre et de l'année manque sous {value}.",
            "The line with the kind and the year is missing below {value}.",
        ),
        Text(
            "L'écrire sous le titre, par exemple « Guide (2022) » ; si ce n'est pas une notice, "
            "effacer la ligne du tableau.",
            'Write it below the title, "Guide (2022)" for instance; if this is no entry, '
            "delete its row from the table.",
        ),
    ),
    "import.kind-unknown": Code(
        VIOLATION,
        Text(
            "Le genre {value} n'est pas dans data/concepts.csv.",
            "The kind {value} is not in data/concepts.csv.",
        ),
        Text(
            "{suggestion}L'y ajouter, comme genre ou comme graphie d'un genre.",
            "{suggestion}Add it there, as a kind or as a spelling of one.",
        ),
    ),
    "import.year-missing": Code(
        WARNING,
        Text(
            "L'année manque après {value}.",
            "The year is missing after {value}.",
        ),
        Text(
            "L'écrire entre parenthèses après le genre, par exemple « Guide (2022) ».",
            'Write it in brackets after the kind, "Guide (2022)" for instance.',
        ),
    ),
    "import.year-unreadable": Code(
        WARNING,
        Text(
            "Année {value} illisible.",
            "The year {value} is not readable.",
        ),
        Text(
            "Écrire quatre chiffres, par exemple 2019.",
            "Write four digits, for instance 2019.",
        ),
    ),
    "import.authors-missing": Code(
        WARNING,
        Text(
            "La ligne des auteurs de {value} manque.",
            "The line that names the authors of {value} is missing.",
        ),
        Text(
            "L'écrire sous le genre, les noms séparés par des virgules.",
            "Write it below the kind, the names separated by commas.",
        ),
    ),
    "import.name-unknown": Code(
        VIOLATION,
        Text(
            "{value} n'est pas dans data/agents.csv.",
            "{value} is not in data/agents.csv.",
        ),
        Text(
            "{suggestion}L'y ajouter, comme organisation, comme personne ou comme graphie d'un "
            "nom.",
            "{suggestion}Add it there, as an organisation, as a person or as a spelling of a name.",
        ),
    ),
    "import.description-missing": Code(
        VIOLATION,
        Text(
            "La description de {value} manque.",
            "The description of {value} is missing.",
        ),
        Text(
            "L'écrire sous la ligne des auteurs.",
            "Write it below the line that names the authors.",
        ),
    ),
    "import.link-missing": Code(
        INFO,
        Text(
            "La ligne du lien de {value} manque.",
            "The link line of {value} is missing.",
        ),
        Text(
            "L'écrire sous la description : [texte](adresse).",
            "Write it below the description: [text](address).",
        ),
    ),
    "import.link-unreadable": Code(
        WARNING,
        Text(
            "Le lien {value} n'est pas une adresse http ou https.",
            "The link {value} is not an http or https address.",
        ),
        Text(
            "Écrire l'adresse entière, par exemple https://www.example.org/page.",
            "Write the whole address, for instance https://www.example.org/page.",
        ),
    ),
    "import.links-several": Code(
        INFO,
        Text(
            "La notice a plusieurs liens ; {value} n'est pas le premier.",
            "The entry has several links; {value} is not the first one.",
        ),
        Text(
            "Le premier est proposé comme page de la ressource, les autres dans la colonne « "
            "page » : vérifier.",
            'The first one is proposed as the landing page, the others in the column "page": '
            "check them.",
        ),
    ),
    "import.text-after-link": Code(
        WARNING,
        Text(
            "Le texte {value} suit le lien ; il a été joint à la description.",
            "The text {value} comes after the link; it was added to the description.",
        ),
        Text(
            "L'enlever de la description s'il n'en est pas : numéro de page, pied de page, titre "
            "sans ##.",
            "Remove it from the description if it is not part of it: page number, footer, title "
            "without ##.",
        ),
    ),
    "import.text-outside": Code(
        INFO,
        Text(
            "Le texte {value}, sous un titre de partie, n'appartient à aucune notice.",
            "The text {value}, below the title of a section, belongs to no entry.",
        ),
        Text(
            "Si c'est une notice, écrire son titre au-dessus de son genre.",
            "If it is an entry, write its title above its kind.",
        ),
    ),
    "import.section-missing": Code(
        WARNING,
        Text(
            "La notice {value} n'est dans aucune partie du catalogue.",
            "The entry {value} stands in no section of the catalogue.",
        ),
        Text(
            "Écrire le titre de sa partie au-dessus d'elle, avec un # de moins.",
            "Write the title of its section above it, with one # less.",
        ),
    ),
    "import.section-unknown": Code(
        VIOLATION,
        Text(
            "La partie {value} n'est pas dans data/concepts.csv.",
            "The section {value} is not in data/concepts.csv.",
        ),
        Text(
            "{suggestion}L'y ajouter, comme partie ou comme graphie d'une partie.",
            "{suggestion}Add it there, as a section or as a spelling of one.",
        ),
    ),
    "import.differs": Code(
        WARNING,
        Text(
            "Le document dit « {document} » (ligne {line}), le tableau « {table} ».",
            'The document says "{document}" (line {line}), the table "{table}".',
        ),
        Text(
            "Corriger celui des deux qui se trompe.",
            "Correct the one that is wrong.",
        ),
    ),
    "import.entry-new": Code(
        WARNING,
        Text(
            "La notice {value} n'est pas dans le tableau.",
            "The entry {value} is not in the table.",
        ),
        Text(
            "Lui ajouter une ligne, avec par exemple l'identifiant « {id} ».",
            'Add a row for it, with the id "{id}" for instance.',
        ),
    ),
    "import.entry-absent": Code(
        INFO,
        Text(
            "La notice {value} n'est pas dans le document.",
            "The entry {value} is not in the document.",
        ),
        Text(
            "La garder si elle vient d'ailleurs ; sinon, vérifier son titre imprimé.",
            "Keep it if it comes from elsewhere; if not, check its printed title.",
        ),
    ),
    # --- feeds: what a harvester cannot take --------------------------------------------------
    "feed.address-not-public": Code(
        WARNING,
        Text(
            "l'adresse {value} n'est pas publique : data.gouv.fr la refuse, et le flux la laisse "
            "de côté.",
            "the address {value} is not public: data.gouv.fr refuses it, and the feed leaves it "
            "out.",
        ),
        Text(
            "Écrire une adresse http(s) avec un vrai nom de domaine, sans espace ni réseau privé.",
            "Write an http(s) address with a real domain name, without spaces, on no private "
            "network.",
        ),
    ),
    "feed.address-twice": Code(
        WARNING,
        Text(
            "deux fichiers ont la même adresse {value} : data.gouv.fr n'en garderait qu'un, et le "
            "flux ne dit que le premier.",
            "two files have the same address {value}: data.gouv.fr would keep only one, and the "
            "feed states only the first.",
        ),
        Text("Donner à chaque fichier son adresse.", "Give each file its own address."),
    ),
    "feed.site-not-public": Code(
        WARNING,
        Text(
            "l'adresse du site {value} n'est pas publique : data.gouv.fr refuse celles des "
            "fichiers du catalogue, et le flux les laisse de côté.",
            "the address of the site {value} is not public: data.gouv.fr refuses those of the "
            "catalogue's files, and the feed leaves them out.",
        ),
        Text(
            "Écrire dans « site_url » l'adresse où les fichiers seront déposés, avec un vrai nom "
            "de domaine.",
            'Write in "site_url" the address where the files will lie, with a real domain name.',
        ),
    ),
    "feed.licence-of-catalogue": Code(
        WARNING,
        Text(
            "data.gouv.fr ne connaît pas la licence {value} : le flux ne la dit pas, et le "
            "catalogue y sera sans licence.",
            "data.gouv.fr does not know the licence {value}: the feed leaves it out, and the "
            "catalogue will be there without one.",
        ),
        Text(
            "Si la licence est la Licence Ouverte 2.0, écrire "
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence/ ; sinon, rien à changer.",
            "If the licence is Licence Ouverte 2.0, write "
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence/; else nothing to change.",
        ),
    ),
    "feed.rights-as-licence": Code(
        WARNING,
        Text(
            "data.gouv.fr peut prendre ces droits pour une licence, car ils sont très courts ou "
            "contiennent une adresse : le flux les laisse de côté.",
            "data.gouv.fr may take these rights for a licence, as they are very short or hold an "
            "address: the feed leaves them out.",
        ),
        Text(
            "Les écrire en une ou deux phrases sans adresse, ou confirmer la licence du catalogue.",
            "Write them in a sentence or two without an address, or confirm the licence of the "
            "catalogue.",
        ),
    ),
    "feed.licence-unknown": Code(
        INFO,
        Text(
            "data.gouv.fr ne connaît pas la licence {value} : le flux la dit en toutes lettres, "
            "dans la description du fichier.",
            "data.gouv.fr does not know the licence {value}: the feed states it in words, in the "
            "file's description.",
        ),
        Text(
            "Rien à changer si c'est bien celle de l'éditeur ; sinon, écrire l'adresse de la "
            "licence qu'il donne.",
            "Nothing to change if it is what the publisher states; else write the address of the "
            "licence that they give.",
        ),
    ),
    "feed.tags": Code(
        INFO,
        Text(
            "la description contient des balises HTML : elles seront montrées telles quelles.",
            "the description holds HTML tags: they will be shown as they are.",
        ),
        Text(
            "Écrire du texte simple ; une ligne vide sépare deux paragraphes.",
            "Write plain text; a blank line separates two paragraphs.",
        ),
    ),
    # --- publication --------------------------------------------------------------------------
    "publication.site-placeholder": Code(
        WARNING,
        Text(
            "L'adresse du site {value} est provisoire : les liens publiés n'y mèneront pas.",
            "The site's address {value} is a placeholder: published links will not lead there.",
        ),
        Text(
            "Y écrire l'adresse où seront déposés les fichiers, ou la donner avec --site-url.",
            "Write the address where the files will lie, or give it with --site-url.",
        ),
    ),
    "publication.base-placeholder": Code(
        WARNING,
        Text(
            "La base des identifiants {value} est provisoire.",
            "The base of the identifiers {value} is a placeholder.",
        ),
        Text(
            "Y écrire une adresse durable avant la première publication, ou la donner avec "
            "--base-iri : les identifiants publiés ne changent plus.",
            "Write a lasting address there before the first publication, or give it with "
            "--base-iri: published identifiers do not change.",
        ),
    ),
    "publication.id-gone": Code(
        VIOLATION,
        Text(
            "{value} a été publié et n'est plus dans le catalogue.",
            "{value} was published and is no longer in the catalogue.",
        ),
        Text(
            "{suggestion}Si ce n'est pas voulu, rétablir la ligne avec le même identifiant. Sinon, "
            "le déclarer : tressons-ld identity rename {id} NOUVEL-ID s'il a changé d'identifiant, "
            'tressons-ld identity remove {id} --reason "…" s\'il est retiré, '
            "tressons-ld identity merge {id} AUTRE-ID s'il est réuni à un autre.",
            "{suggestion}If this is not meant, put the row back with the same id. Otherwise "
            "declare it: tressons-ld identity rename {id} NEW-ID if its id changed, "
            'tressons-ld identity remove {id} --reason "…" if it is withdrawn, '
            "tressons-ld identity merge {id} OTHER-ID if it is merged into another.",
        ),
    ),
    "publication.id-reused": Code(
        VIOLATION,
        Text(
            "l'identifiant {value} a été déclaré {fate} ({day}) et est encore dans le catalogue.",
            "the id {value} was declared {fate} ({day}) and still stands in the catalogue.",
        ),
        Text(
            "Ôter la ligne, ou lui donner un identifiant qui n'a jamais servi. Si la déclaration "
            "était une erreur, la reprendre : tressons-ld identity undo {id}",
            "Take the row out, or give it an id that was never used. If the declaration was a "
            "mistake, take it back: tressons-ld identity undo {id}",
        ),
    ),
    "publication.successor-missing": Code(
        VIOLATION,
        Text(
            "{value} a été déclaré {fate}, qui n'est pas dans le catalogue.",
            "{value} was declared {fate}, which is not in the catalogue.",
        ),
        Text(
            "Donner l'identifiant « {successor} » à sa ligne, ou reprendre la déclaration : "
            "tressons-ld identity undo {id}",
            'Give the id "{successor}" to its row, or take the declaration back: '
            "tressons-ld identity undo {id}",
        ),
    ),
    "publication.address-changed": Code(
        VIOLATION,
        Text(
            "{name} était « {published} » à la dernière publication, et devient {value} : pour les "
            "catalogues qui moissonnent celui-ci, tout serait nouveau.",
            '{name} was "{published}" at the last publication, and becomes {value}: to those who '
            "harvest this catalogue, everything would be new.",
        ),
        Text(
            "Rétablir « {published} ». Si ce changement est voulu, le déclarer : "
            "tressons-ld identity rebase",
            'Put "{published}" back. If this change is meant, declare it: '
            "tressons-ld identity rebase",
        ),
    ),
    "publication.address-for-one-run": Code(
        VIOLATION,
        Text(
            "{name} était « {published} » à la dernière publication ; {value} n'est donné que pour "
            "cette fois.",
            '{name} was "{published}" at the last publication; {value} is given for this run only.',
        ),
        Text(
            "Publier sans cette option. Pour changer d'adresse, l'écrire dans data/catalogue.toml, "
            "puis : tressons-ld identity rebase",
            "Publish without this option. To change the address, write it in data/catalogue.toml, "
            "then: tressons-ld identity rebase",
        ),
    ),
    "publication.shrunk": Code(
        VIOLATION,
        Text(
            "{count} ressources sur {total} seraient perdues : plus que la part admise en une fois "
            "({share} %).",
            "{count} resources of {total} would be lost: more than the share allowed at once "
            "({share} %).",
        ),
        Text(
            "Vérifier que la table est entière ; sinon, reprendre sa dernière version enregistrée. "
            "Si ces retraits sont voulus, les déclarer, puis le confirmer par --removing {count}",
            "Check that the table is whole; if not, take back its last committed version. If these "
            "removals are meant, declare them, then confirm with --removing {count}",
        ),
    ),
    "publication.emptied": Code(
        VIOLATION,
        Text(
            "la table n'a plus aucune ressource (publiées : {total}).",
            "the table has no resource left (published: {total}).",
        ),
        Text(
            "Reprendre sa dernière version enregistrée. Un catalogue vide ne se publie pas : pour "
            "le retirer en entier, ôter ses fichiers du site.",
            "Take back its last committed version. An empty catalogue is not published: to "
            "withdraw all of it, take its files off the site.",
        ),
    ),
}


def finding(
    code: str,
    location: Location | None,
    value: str | None = None,
    *,
    focus: str | None = None,
    **details: object,
) -> Finding:
    """Return the finding of this code, its sentences filled in.

    A detail that is a Text is filled in by its own language.

    Raises:
        KeyError: the code is not in :data:`CODES`, or a placeholder of it was not given.
    """
    known = CODES[code]
    if value is not None:
        # Half a surrogate pair cannot be written in any report.
        value = value.encode("utf-8", "backslashreplace").decode()
    french, english = (
        {
            **{
                name: detail.in_language(language) if isinstance(detail, Text) else detail
                for name, detail in details.items()
            },
            "value": quoted(value or "", language),
        }
        for language in ("fr", "en")
    )
    return Finding(
        code=code,
        severity=known.severity,
        message=Text(known.message.fr.format(**french), known.message.en.format(**english)),
        location=location,
        value=value,
        remedy=Text(known.remedy.fr.format(**french), known.remedy.en.format(**english)),
        focus=focus,
    )
