package ai.bimpe.documentation;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks parts of Gradle build scripts in Kotlin, as {@link MavenBlockChecker} does those
 * of Maven POMs.
 */
final class GradleBlockChecker {

	private static final Pattern SCRIPT = Pattern.compile("^(plugins|dependencies|dependencyManagement) \\{",
			Pattern.MULTILINE);

	private static final Pattern PLUGIN = Pattern.compile("id\\(\"([^\"]+)\"\\)(?: version \"([^\"]+)\")?");

	private static final Pattern DEPENDENCY = Pattern.compile("(\\w+)\\(\"([^\":]+):([^\":]+)(?::([^\"]+))?\"\\)");

	/** The plugin has a version that nothing of this build knows. */
	private static final String DEPENDENCY_MANAGEMENT = "io.spring.dependency-management";

	static boolean isScript(String text) {
		return SCRIPT.matcher(text).find();
	}

	/**
	 * Return what is wrong with a block.
	 * @param text the block
	 * @return what is not there, or not in this version, or in the wrong place
	 */
	List<String> problems(String text) {
		if (!isScript(text)) {
			return List.of("no dependencies or plugins");
		}
		return BuildDeclaration.problems(declarations(text));
	}

	static List<BuildDeclaration> declarations(String text) {
		return Stream.concat(
				PLUGIN.matcher(text)
					.results()
					.filter((plugin) -> !plugin.group(1).equals(DEPENDENCY_MANAGEMENT))
					.map((plugin) -> new BuildDeclaration(BuildDeclaration.PLUGIN,
							plugin.group(1).replaceAll("^(org\\.springframework\\.boot)\\..*", "$1"), plugin.group(1),
							orEmpty(plugin.group(2)))),
				DEPENDENCY.matcher(text)
					.results()
					.map((dependency) -> new BuildDeclaration(
							dependency.group(1).equals("mavenBom") ? BuildDeclaration.BOM : dependency.group(1),
							dependency.group(2), dependency.group(3), orEmpty(dependency.group(4)))))
			.toList();
	}

	private static String orEmpty(String group) {
		return (group != null) ? group : "";
	}

}
