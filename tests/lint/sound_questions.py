"""Sound questions of several kinds, on which the rules should say next to nothing: prompt, answer, distractors."""

from typing import Final

Row = tuple[str, str, tuple[str, ...]]

OUTPUT: Final = "What is the expected output of the following code?"

CODE: Final[tuple[Row, ...]] = (
    ("What does `print(type(None))` show?", "<class 'NoneType'>", ("None", "null", "<class 'None'>")),
    ("What does a function return that has no `return`?", "None", ("0", "False", "''")),
    (f"{OUTPUT}\n\nprint(2 + 2)", "4", ("22", "5", "2 + 2")),
    (f"{OUTPUT}\n\nprint('2' + '2')", "22", ("4", "'4'", "2 + 2")),
    (f"{OUTPUT}\n\nprint(7 // 2)", "3", ("3.5", "4", "2")),
    (f"{OUTPUT}\n\nprint(16 ** 0.5)", "4.0", ("4", "16", "8.0")),
    (f"{OUTPUT}\n\nprint([1, 2, 3][-1])", "3", ("1", "2", "[3]")),
    (f"{OUTPUT}\n\nprint(bool(''))", "False", ("True", "None", "''")),
    (f"{OUTPUT}\n\nfor i in range(2):\n    print(i)", "0 1", ("1 2", "0 1 2", "2")),
    (f"{OUTPUT}\n\nprint(not True)", "False", ("True", "None", "Error")),
    (f"{OUTPUT}\n\nprint(len('abc'))", "3", ("2", "4", "abc")),
    (f"{OUTPUT}\n\nprint('abc'[::-1])", "cba", ("abc", "bca", "c")),
    (f"{OUTPUT}\n\nprint((1, 2) + (3,))", "(1, 2, 3)", ("[1, 2, 3]", "(1, 2, (3,))", "(4, 2)")),
    (
        "Which call adds an element to the end of a list?",
        "list.append(x)",
        ("list.add(x)", "list.push(x)", "list.put(x)"),
    ),
    ("How is the first element of `$a` read in PHP?", "$a[0]", ("$a{0}", "$a(0)", "$a.0")),
    ("Which name can a PHP variable have?", "$Foo", ("Foo", "$1foo", "$foo-bar")),
    ("Which option of `git commit` takes all changed files?", "--all", ("--every", "--add", "--files")),
    ("Which call returns all rows of a query?", "$query->all()", ("$query->one()", "$query->count()", "$query->sum()")),
    ("Which method of a set never raises when the element is missing?", "discard()", ("remove()", "pop()", "del()")),
    ("Which expression is true for every even `n`?", "n % 2 == 0", ("n % 2 == 1", "n / 2 == 0", "n // 2 == 0")),
    ("Which keyword ends a loop early?", "break", ("continue", "return", "pass")),
    ("Which error does `int('x')` raise?", "ValueError", ("TypeError", "NameError", "KeyError")),
    ("Which HTTP status says that a page was not found?", "404", ("200", "301", "500")),
    ("Which type has `3 / 2` in Python 3?", "float", ("int", "decimal", "complex")),
    ("What does `a and b` give where `a` is empty?", "a", ("b", "True", "False")),
)
"""Questions about code, as programmers write them."""

GAPS: Final[tuple[Row, ...]] = (
    ("She ___ to school every day.", "goes", ("go", "going")),
    ("They ___ at home yesterday.", "were", ("was", "are")),
    ("You ___ smoke in here: it is forbidden.", "mustn't", ("must", "needn't")),
    ("He has lived here ___ ten years.", "for", ("since", "from")),
    ("I have never ___ such a film.", "seen", ("saw", "see")),
    ("This is the man ___ car was stolen.", "whose", ("who", "which")),
    ("If I ___ you, I would wait.", "were", ("am", "be")),
    ("There isn't ___ milk left.", "any", ("some", "no")),
    ("He is taller ___ his brother.", "than", ("as", "then")),
    ("We look forward to ___ you.", "seeing", ("see", "saw")),
    ("She gave me ___ useful hint.", "a", ("an", "the")),
    ("They arrived ___ the airport.", "at", ("to", "in")),
)
"""Sentences to fill in, as language teachers write them."""

GENERAL: Final[tuple[Row, ...]] = (
    ("Which planet is nearest to the Sun?", "Mercury", ("Venus", "Mars", "Earth")),
    ("Who wrote Hamlet?", "William Shakespeare", ("Christopher Marlowe", "Ben Jonson", "John Milton")),
    ("In which year did the Berlin Wall fall?", "1989", ("1987", "1990", "1991")),
    ("Which gas do plants take in for photosynthesis?", "Carbon dioxide", ("Oxygen", "Nitrogen", "Hydrogen")),
    ("What is the capital of Australia?", "Canberra", ("Sydney", "Melbourne", "Perth")),
    (
        "Which ocean lies between Africa and Australia?",
        "Indian Ocean",
        ("Pacific Ocean", "Atlantic Ocean", "Arctic Ocean"),
    ),
    ("How many strings does a violin have?", "4", ("5", "6", "8")),
    ("Which metal is liquid at room temperature?", "Mercury", ("Lead", "Tin", "Zinc")),
    ("What is the boiling point of water at sea level?", "100 °C", ("90 °C", "110 °C", "120 °C")),
    ("Which organ pumps blood through the body?", "Heart", ("Liver", "Lung", "Kidney")),
    ("Which country gave the Statue of Liberty to the United States?", "France", ("Italy", "Spain", "Greece")),
    ("What do bees collect from flowers?", "Nectar", ("Sap", "Resin", "Honey")),
    ("Which treaty founded the European Economic Community?", "Treaty of Rome", ("Treaty of Paris", "Treaty of Nice")),
    ("Which instrument measures air pressure?", "Barometer", ("Thermometer", "Hygrometer", "Anemometer")),
    ("Which river flows through Vienna?", "Danube", ("Rhine", "Elbe", "Oder")),
)
"""Questions of general knowledge."""

FOREIGN: Final[dict[str, tuple[Row, ...]]] = {
    "fr": (
        ("Quel est le taux de mortalité ?", "0,01 %", ("0,1 %", "1 %", "10 %")),
        ("Quelle est la taille d'une puce ?", "1 à 2 mm", ("1 à 2 cm", "1 à 2 m")),
        ("Quelle est la capitale de l'Italie ?", "Rome", ("Milan", "Naples", "Turin")),
    ),
    "ar": (("ما هي عاصمة فرنسا؟", "باريس", ("ليون", "مرسيليا", "نيس")),),
    "zh": (("中国的首都是哪里？", "北京", ("上海", "广州", "南京")),),
    "es": (("¿Cómo se llama un dato no estructurado?", "Texto libre", ("Tabla", "Registro", "Columna")),),
    "it": (("Qual è la capitale del Portogallo?", "Lisbona", ("Porto", "Coimbra", "Braga")),),
}
"""Questions in other languages, by language."""
