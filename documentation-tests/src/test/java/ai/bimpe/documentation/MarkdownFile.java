package ai.bimpe.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path its path below the root of the project
 * @param blocks its code blocks
 * @param prose its other lines, empty where a code block is
 */
record MarkdownFile(String path, List<CodeBlock> blocks, List<String> prose) {

	private static final Pattern FENCE = Pattern.compile("( *)```(\\w*).*");

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");

	/**
	 * Read every page of the project.
	 */
	static List<MarkdownFile> all() throws IOException {
		return ProjectFiles.find(".md", 3).stream().sorted().map(MarkdownFile::read).toList();
	}

	/**
	 * Read the pages for users: {@code docs}, and every README.
	 */
	static List<MarkdownFile> forUsers() throws IOException {
		return all().stream()
			.filter((file) -> file.path().startsWith("docs/") || file.path().endsWith("README.md"))
			.toList();
	}

	static List<CodeBlock> blocksForUsers(String language) throws IOException {
		return forUsers().stream().flatMap((file) -> file.blocks(language)).toList();
	}

	static MarkdownFile read(Path file) {
		String path = ProjectFiles.ROOT.relativize(file).toString().replace('\\', '/');
		return parse(path, ProjectFiles.read(file).lines().toList());
	}

	static MarkdownFile named(String path) {
		return read(ProjectFiles.ROOT.resolve(path));
	}

	static MarkdownFile parse(String path, List<String> lines) {
		List<CodeBlock> blocks = new ArrayList<>();
		List<String> prose = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			Matcher fence = FENCE.matcher(lines.get(i));
			if (!fence.matches()) {
				prose.add(lines.get(i));
				continue;
			}
			prose.add("");
			int first = i + 1;
			String indent = fence.group(1);
			List<String> code = new ArrayList<>();
			for (i = first; i < lines.size() && !lines.get(i).equals(indent + "```"); i++) {
				code.add(lines.get(i).startsWith(indent) ? lines.get(i).substring(indent.length()) : lines.get(i));
				prose.add("");
			}
			prose.add("");
			blocks.add(new CodeBlock(path, fence.group(2), first + 1, code));
		}
		return new MarkdownFile(path, List.copyOf(blocks), List.copyOf(prose));
	}

	Stream<CodeBlock> blocks(String language) {
		return this.blocks.stream().filter((block) -> block.language().equals(language));
	}

	/**
	 * Return what is wrong with the links to other pages and places of the project.
	 */
	List<String> brokenLinks() {
		List<String> broken = new ArrayList<>();
		for (int i = 0; i < this.prose.size(); i++) {
			Matcher link = LINK.matcher(this.prose.get(i));
			while (link.find()) {
				String target = link.group(1);
				if (!target.matches("[a-z]+:.*") && !resolves(target)) {
					broken.add(this.path + ":" + (i + 1) + ": " + target + " leads nowhere");
				}
			}
		}
		return broken;
	}

	private boolean resolves(String target) {
		int hash = target.indexOf('#');
		String file = (hash < 0) ? target : target.substring(0, hash);
		if (file.isEmpty()) {
			return anchors().contains(target.substring(hash + 1));
		}
		Path path = ProjectFiles.ROOT.resolve(this.path).resolveSibling(file).normalize();
		if (!Files.exists(path)) {
			return false;
		}
		return hash < 0 || read(path).anchors().contains(target.substring(hash + 1));
	}

	// As GitHub makes them.
	private Set<String> anchors() {
		return this.prose.stream()
			.map(HEADING::matcher)
			.filter(Matcher::matches)
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT))
			.map((heading) -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
			.collect(Collectors.toSet());
	}

	/**
	 * A code block.
	 *
	 * @param path the page it is on
	 * @param language what follows the fence
	 * @param line the line of the page where the code begins, counted from 1
	 * @param lines the code
	 */
	record CodeBlock(String path, String language, int line, List<String> lines) {

		String text() {
			return String.join("\n", this.lines);
		}

	}

}
