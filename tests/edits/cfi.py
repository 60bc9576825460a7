"""EPUB CFI for tests: makes one for a place in the text of a publication, and finds the place again in
another edition, as EPUB CFI 1.1 says: a step leads to a child by its number, an id in brackets is an
assertion; where the two disagree, the id is believed, and the path goes on from the element that has it.
"""
import re
import zipfile
import xml.etree.ElementTree as ElementTree

OPF = "{http://www.idpf.org/2007/opf}"


class Edition:
    """The spine and the documents of one EPUB."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as container:
            self.package = ElementTree.fromstring(container.read("EPUB/package.opf"))
            hrefs = {item.get("id"): item.get("href") for item in self.package.iter(OPF + "item")}
            self.itemrefs = list(self.package.find(OPF + "spine"))
            self.files = [hrefs[ref.get("idref")] for ref in self.itemrefs]
            self.container = {name: container.read("EPUB/" + name).decode() for name in self.files}
            self.documents = {
                name: ElementTree.fromstring(container.read("EPUB/" + name)) for name in self.files
            }

    def source(self, name):
        return self.container[name]

    def ids(self, name):
        return {e.get("id") for e in self.documents[name].iter() if e.get("id")}


def text_of(element):
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def step(children, child):
    """The step to a child element: its number is even; its id asserts it."""
    number = 2 * (children.index(child) + 1)
    return f"/{number}[{child.get('id')}]" if child.get("id") else f"/{number}"


def path_to(root, element):
    parents = {child: parent for parent in root.iter() for child in parent}
    steps = []
    while element is not root:
        parent = parents[element]
        steps.append(step(list(parent), element))
        element = parent
    return "".join(reversed(steps))


def cfi_of(edition, name, element, offset):
    package = list(edition.package)
    spine = edition.package.find(OPF + "spine")
    ref = edition.itemrefs[edition.files.index(name)]
    return (
        f"epubcfi({step(package, spine)}{step(edition.itemrefs, ref)}!"
        f"{path_to(edition.documents[name], element)}/1:{offset})"
    )


def walk(root, path, by_id):
    """Follows steps from root; None if they lead nowhere. A step that asserts an id leads to it, also
    where the steps before it lead nowhere any more."""
    at = root
    for number, assertion in re.findall(r"/(\d+)(?:\[([^\]]*)\])?", path):
        index = int(number)
        if index % 2 == 1:  # text: between the elements
            return at
        children = list(at) if at is not None else []
        there = children[index // 2 - 1] if index // 2 <= len(children) else None
        if assertion and (there is None or there.get("id") != assertion):
            there = by_id.get(assertion, there)
        at = there
    return at


def resolve(edition, cfi):
    """The file and element that a CFI leads to, or (None, None)."""
    package_path, _, path = cfi[len("epubcfi("):-1].partition("!")
    refs = {e.get("id"): e for e in edition.package.iter() if e.get("id")}
    ref = walk(edition.package, package_path, refs)
    if ref is None or ref not in edition.itemrefs:
        return None, None
    name = edition.files[edition.itemrefs.index(ref)]
    root = edition.documents[name]
    by_id = {e.get("id"): e for e in root.iter() if e.get("id")}
    return name, walk(root, path.rsplit("/", 1)[0], by_id)
