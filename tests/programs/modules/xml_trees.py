# xml.etree.ElementTree over the parser, what it says of broken text, and the parser itself.
import xml.etree.ElementTree as ET
from xml.parsers import expat
root = ET.fromstring("<r a='1'><c n='1'>t&amp;x &#65;&#x42;</c><!-- c --><c/>tail<![CDATA[ <raw> ]]></r>")
print(root.tag, root.attrib, [c.get("n") for c in root.findall("c")], repr(root[0].text), repr(root[1].tail))
print(ET.tostring(root))
ET.indent(root)
print(ET.tostring(root, encoding="unicode"))
spaced = ET.fromstring('<?xml version="1.0" encoding="utf-8"?><!DOCTYPE d [<!ENTITY e "ent">]>'
                       '<d xmlns="u" xmlns:p="v"><p:q p:z="1" y="2">&e;é</p:q></d>')
print(spaced.tag, spaced[0].tag, spaced[0].attrib, spaced[0].text, spaced.find("p:q", {"p": "v"}) is spaced[0])
made = ET.Element("a", {"k": "v<\"&"})
ET.SubElement(made, "b").text = "x & y"
ET.ElementTree(made).write("o.xml", encoding="utf-8", xml_declaration=True)
print(open("o.xml").read())
print(ET.parse("o.xml").getroot().find(".//b").text)
for event, element in ET.iterparse("o.xml", events=("start", "end")):
    print(event, element.tag, element.text)
pull = ET.XMLPullParser(["start", "end"])
for letter in "<a><b x='&lt;'>te&lt;xt</b></a>":
    pull.feed(letter)
print([(event, element.tag, element.attrib) for event, element in pull.read_events()])
for bad in ("<a></b>", "<a>", "", "<a", "<a b='1' b='2'/>", "<a/><b/>", "x", "<a>&foo;</a>", "<a b=1/>",
            "<a><b></a>", "<x:a/>", "<a>]]></a>", "<a b='<'/>", "<a>\n\n <1></a>", "<a>&</a>",
            "<?xml version='1.0'?>", " <?xml version='1.0'?><a/>", "<a>\x01</a>", "</a>", "<a/>text", "<a b></a>",
            "<!-- x", "<a><!-- -- --></a>"):
    try:
        print("read", bad, ET.fromstring(bad))
    except ET.ParseError as e:
        print(repr(bad), e, e.code, e.position)
parser = expat.ParserCreate()
parser.StartElementHandler = lambda name, attributes: print("start", name, attributes)
parser.EndElementHandler = lambda name: print("end", name)
parser.CharacterDataHandler = lambda data: print("data", repr(data))
parser.CommentHandler = lambda data: print("comment", repr(data))
parser.ProcessingInstructionHandler = lambda target, data: print("instruction", target, data)
parser.buffer_text = True
print(parser.Parse("<a x='1'><b>hi</b><!--no--><?do it?>\n</a>", True))
print(ET.fromstring(b"<?xml version='1.0' encoding='latin-1'?><a>\xe9</a>").text)
