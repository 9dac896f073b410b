package ai.bimpe.documentation;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Checks fragments of Maven POMs: the artifacts that they name must be those that this
 * build makes or uses, in the same version.
 */
final class MavenBlockChecker {

	/**
	 * Return what is wrong with a block.
	 * @param text the block
	 * @return what is not there, or not in this version, or in the wrong place
	 */
	List<String> problems(String text) {
		try {
			return BuildDeclaration.problems(declarations(text));
		}
		catch (IllegalStateException ex) {
			return List.of("no XML: " + ex.getCause());
		}
	}

	static List<BuildDeclaration> declarations(String text) {
		Element block = parse(text);
		// The root itself may be the dependency or the plugin.
		return Stream.of("dependency", "parent", "plugin")
			.flatMap((name) -> elements(name.equals(block.getTagName()) ? wrap(block) : block, name))
			.map(MavenBlockChecker::declaration)
			.toList();
	}

	private static BuildDeclaration declaration(Element artifact) {
		return new BuildDeclaration(configuration(artifact), child(artifact, "groupId"), child(artifact, "artifactId"),
				child(artifact, "version"));
	}

	private static String configuration(Element artifact) {
		if (!artifact.getTagName().equals("dependency")) {
			return BuildDeclaration.PLUGIN;
		}
		if (child(artifact, "optional").equals("true")) {
			return "developmentOnly";
		}
		return switch (child(artifact, "scope")) {
			case "import" -> BuildDeclaration.BOM;
			case "test" -> "testImplementation";
			case "runtime" -> "runtimeOnly";
			default -> "implementation";
		};
	}

	private static Element wrap(Element element) {
		Element parent = element.getOwnerDocument().createElement("block");
		element.getOwnerDocument().replaceChild(parent, element);
		parent.appendChild(element);
		return parent;
	}

	static Stream<Element> elements(Element parent, String name) {
		NodeList found = parent.getElementsByTagName(name);
		return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast).toList().stream();
	}

	// Of the element itself, not of those in it.
	static String child(Element parent, String name) {
		return elements(parent, name).filter((child) -> child.getParentNode() == parent)
			.findFirst()
			.map(Element::getTextContent)
			.orElse("");
	}

	static Element parse(String text) {
		try {
			DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
			builder.setErrorHandler(new DefaultHandler());
			return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
		}
		catch (SAXException | IOException | ParserConfigurationException ex) {
			throw new IllegalStateException("Cannot be parsed", ex);
		}
	}

}
