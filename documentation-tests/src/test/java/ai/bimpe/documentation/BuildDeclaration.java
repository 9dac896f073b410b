package ai.bimpe.documentation;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.w3c.dom.Element;

/**
 * A dependency, a plugin or a BOM that a block for Maven or Gradle declares.
 *
 * @param configuration where it is declared, as Gradle calls it; {@link #PLUGIN} or
 * {@link #BOM} for what is no dependency
 * @param group the group
 * @param name the name of the artifact
 * @param version the version; empty when there is none
 */
record BuildDeclaration(String configuration, String group, String name, String version) {

	static final String PLUGIN = "plugin";

	static final String BOM = "bom";

	private static final String OURS = "ai.bimpe";

	private static final String BOOT = "org.springframework.boot";

	/** What applications need besides, in the version that Spring Boot manages. */
	private static final Set<String> OTHERS = Set.of("org.junit.platform:junit-platform-launcher");

	/**
	 * Return what is wrong with the declarations of a block: what this build neither
	 * makes nor uses, a wrong version, or a place where the artifact does not belong.
	 */
	static List<String> problems(List<BuildDeclaration> declarations) {
		Element pom = MavenBlockChecker.parse(ProjectFiles.read(ProjectFiles.ROOT.resolve("pom.xml")));
		boolean hasBom = declarations.stream().anyMatch((declaration) -> declaration.configuration.equals(BOM));
		List<String> problems = new ArrayList<>();
		declarations.forEach((declaration) -> declaration.check(pom, hasBom, problems));
		return problems;
	}

	private void check(Element pom, boolean hasBom, List<String> problems) {
		String expected = expectedVersion(pom);
		if (expected.isEmpty()) {
			if (!this.version.isEmpty() || !OTHERS.contains(this.group + ":" + this.name)) {
				problems.add("there is no " + this.group + ":" + this.name);
			}
			return;
		}
		if (!this.version.isEmpty() && !this.version.equals(expected)) {
			problems.add(this.name + " has the version " + expected + ", not " + this.version);
		}
		if (this.group.equals(OURS)) {
			checkPlace(hasBom, problems);
		}
	}

	private String expectedVersion(Element pom) {
		return switch (this.group) {
			case OURS ->
				Files.exists(ProjectFiles.ROOT.resolve(this.name)) ? MavenBlockChecker.child(pom, "version") : "";
			case BOOT -> MavenBlockChecker.elements(pom, "spring-boot.version")
				.findFirst()
				.map(Element::getTextContent)
				.orElse("");
			default -> "";
		};
	}

	private void checkPlace(boolean hasBom, List<String> problems) {
		if (this.configuration.equals(BOM)) {
			if (!this.name.equals("bimpeai-bom")) {
				problems.add(this.name + " is no BOM");
			}
			return;
		}
		if (this.version.isEmpty() && !(hasBom && managed().contains(this.name))) {
			problems.add(this.name + " has no version, and no BOM manages it");
		}
		String place = switch (this.name) {
			// An executable jar leaves it out.
			case "bimpeai-simulator" -> "developmentOnly";
			case "bimpeai-spring-boot-starter-test" -> "testImplementation";
			default -> "implementation";
		};
		if (!this.configuration.equals(place)) {
			problems.add(this.name + " must be " + place);
		}
	}

	private static Set<String> managed() {
		Element bom = MavenBlockChecker.parse(ProjectFiles.read(ProjectFiles.ROOT.resolve("bimpeai-bom/pom.xml")));
		return MavenBlockChecker.elements(bom, "dependency")
			.map((dependency) -> MavenBlockChecker.child(dependency, "artifactId"))
			.collect(Collectors.toSet());
	}

}
