package ai.bimpe.documentation;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
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

	private final Element pom = parse(ProjectFiles.read(ProjectFiles.ROOT.resolve("pom.xml")));

	/**
	 * Return what is wrong with a block.
	 * @param text the block
	 * @return what is not there, or not in this version
	 */
	List<String> problems(String text) {
		List<String> problems = new ArrayList<>();
		Element block;
		try {
			block = parse(text);
		}
		catch (IllegalStateException ex) {
			return List.of("no XML: " + ex.getCause());
		}
		// The root itself may be the dependency or the plugin.
		Stream.of("dependency", "parent", "plugin")
			.flatMap((name) -> elements(name.equals(block.getTagName()) ? wrap(block) : block, name))
			.forEach((artifact) -> check(artifact, problems));
		return problems;
	}

	private void check(Element artifact, List<String> problems) {
		String group = child(artifact, "groupId");
		String name = child(artifact, "artifactId");
		String version = child(artifact, "version");
		String expected = switch (group) {
			case "ai.bimpe" -> Files.exists(ProjectFiles.ROOT.resolve(name)) ? child(this.pom, "version") : "";
			case "org.springframework.boot" ->
				elements(this.pom, "spring-boot.version").findFirst().map(Element::getTextContent).orElse("");
			default -> "";
		};
		if (expected.isEmpty()) {
			problems.add("there is no " + group + ":" + name);
		}
		else if (!version.isEmpty() && !version.equals(expected)) {
			problems.add(name + " has the version " + expected + ", not " + version);
		}
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
