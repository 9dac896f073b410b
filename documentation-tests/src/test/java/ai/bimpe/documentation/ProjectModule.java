package ai.bimpe.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.w3c.dom.Element;

/**
 * A module of this build.
 *
 * @param path its directory below the root of the project
 * @param knows the paths of the modules that its POM names, and whether each is optional;
 * without those for tests, unless the module consists of tests
 * @param packages the packages of its main sources
 */
record ProjectModule(String path, Map<String, Boolean> knows, Set<String> packages) {

	/**
	 * Read all modules of the build.
	 * @return the modules by their paths
	 */
	static Map<String, ProjectModule> all() {
		Map<String, Element> poms = new LinkedHashMap<>();
		read("", poms);
		Map<String, String> paths = new LinkedHashMap<>();
		poms.forEach((path, pom) -> paths.put(MavenBlockChecker.child(pom, "artifactId"), path));
		Map<String, ProjectModule> modules = new TreeMap<>();
		poms.forEach(
				(path, pom) -> modules.put(path, new ProjectModule(path, knows(path, pom, paths), packages(path))));
		return modules;
	}

	/**
	 * Return the module and what it may know, directly or not.
	 */
	Set<ProjectModule> reach(Collection<ProjectModule> all) {
		return Stream
			.concat(Stream.of(this),
					all.stream()
						.filter((module) -> this.knows.containsKey(module.path()))
						.flatMap((module) -> module.reach(all).stream()))
			.collect(Collectors.toSet());
	}

	private static void read(String parent, Map<String, Element> poms) {
		Element pom = MavenBlockChecker.parse(ProjectFiles.read(ProjectFiles.ROOT.resolve(parent + "pom.xml")));
		MavenBlockChecker.elements(pom, "module").map(Element::getTextContent).forEach((name) -> {
			String path = parent + name;
			Element module = MavenBlockChecker.parse(ProjectFiles.read(ProjectFiles.ROOT.resolve(path + "/pom.xml")));
			if (MavenBlockChecker.elements(module, "module").findAny().isPresent()) {
				read(path + "/", poms);
			}
			else {
				poms.put(path, module);
			}
		});
	}

	private static Map<String, Boolean> knows(String path, Element pom, Map<String, String> paths) {
		Map<String, Boolean> knows = new TreeMap<>();
		MavenBlockChecker.elements(pom, "dependency")
			.filter((dependency) -> dependency.getParentNode().getParentNode() == pom)
			.filter((dependency) -> path.endsWith("-tests")
					|| !MavenBlockChecker.child(dependency, "scope").equals("test"))
			.forEach((dependency) -> {
				String known = paths.get(MavenBlockChecker.child(dependency, "artifactId"));
				if (known != null) {
					knows.put(known, MavenBlockChecker.child(dependency, "optional").equals("true"));
				}
			});
		return knows;
	}

	private static Set<String> packages(String path) {
		Path sources = ProjectFiles.ROOT.resolve(path).resolve("src/main/java");
		if (!Files.exists(sources)) {
			return Set.of();
		}
		try (Stream<Path> files = Files.walk(sources)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map((file) -> sources.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
				.collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
