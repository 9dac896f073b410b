package ai.bimpe.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;

/**
 * Compares blocks for Maven with those for Gradle: after each block for Maven comes one
 * for Gradle that declares the same.
 */
final class BuildTwins {

	private BuildTwins() {
	}

	/**
	 * Return the blocks of a page that have no twin, or one that declares something else.
	 */
	static List<String> problems(MarkdownFile page) {
		List<String> problems = new ArrayList<>();
		List<CodeBlock> blocks = page.blocks();
		for (int i = 0; i < blocks.size(); i++) {
			CodeBlock block = blocks.get(i);
			if (block.language().equals("xml")) {
				String place = block.path() + ":" + block.line() + ": ";
				CodeBlock twin = (i + 1 < blocks.size()) ? blocks.get(i + 1) : block;
				if (!GradleBlockChecker.isScript(twin.text())) {
					problems.add(place + "no block for Gradle follows");
				}
				else if (!comparable(MavenBlockChecker.declarations(block.text()))
					.equals(comparable(GradleBlockChecker.declarations(twin.text())))) {
					problems.add(place + "the block for Gradle declares something else");
				}
			}
		}
		return problems;
	}

	// Each tool has plugins of its own, and Gradle has the launcher of the tests
	// declared.
	private static Set<BuildDeclaration> comparable(List<BuildDeclaration> declarations) {
		return declarations.stream()
			.filter((declaration) -> !declaration.configuration().equals(BuildDeclaration.PLUGIN))
			.filter((declaration) -> !declaration.configuration().equals("testRuntimeOnly"))
			.collect(Collectors.toSet());
	}

}
