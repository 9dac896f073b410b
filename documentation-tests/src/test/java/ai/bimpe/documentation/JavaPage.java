package ai.bimpe.documentation;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;

import org.springframework.util.ClassUtils;

/**
 * The Java code of a page. A block that consists of imports is for all blocks of the
 * page, so that each of them can be pasted with it.
 */
final class JavaPage {

	private static final Pattern WORD = Pattern.compile("\\b[A-Za-z]\\w*");

	private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");

	private final MarkdownFile file;

	private final Set<String> imports;

	private final List<CodeBlock> blocks;

	JavaPage(MarkdownFile file) {
		this.file = file;
		this.imports = file.blocks("java")
			.filter(JavaPage::isImports)
			.flatMap((block) -> JavaBlockSource.imports(block.text()).stream())
			.collect(Collectors.toSet());
		this.blocks = file.blocks("java").filter((block) -> !isImports(block)).toList();
	}

	static boolean isImports(CodeBlock block) {
		return JavaBlockSource.body(block.text()).isBlank();
	}

	/**
	 * Return the blocks as sources of one package, so that they can use the types of each
	 * other. A second version of a type has a separate package.
	 * @param packageName the name of the package
	 */
	List<JavaBlockSource> sources(String packageName) {
		List<JavaBlockSource> sources = new ArrayList<>();
		Set<String> declared = new HashSet<>();
		for (CodeBlock block : this.blocks) {
			Set<String> types = JavaBlockSource.types(block.text());
			boolean repeated = types.stream().anyMatch(declared::contains);
			declared.addAll(types);
			int number = sources.size();
			sources.add(new JavaBlockSource(repeated ? packageName + ".again" + number : packageName, number, block,
					this.imports));
		}
		return sources;
	}

	/**
	 * Return the imports that no block needs.
	 */
	List<String> unusedImports() {
		Set<String> all = this.blocks.stream().flatMap(JavaPage::words).collect(Collectors.toSet());
		return Stream
			.concat(this.imports.stream().filter((declaration) -> !isUsed(declaration, all)),
					this.blocks.stream()
						.flatMap((block) -> JavaBlockSource.imports(block.text())
							.stream()
							.filter((declaration) -> !isUsed(declaration, words(block).collect(Collectors.toSet())))))
			.map((declaration) -> this.file.path() + ": nothing needs " + declaration)
			.toList();
	}

	/**
	 * Return the variables that blocks use without declaring them, and that the page does
	 * not explain.
	 */
	List<String> unexplainedVariables() {
		String prose = String.join("\n", this.file.prose());
		// The names of ids say what they are.
		return Arrays.stream(JavaBlockVariables.class.getDeclaredFields())
			.filter((field) -> !field.getType().getName().startsWith("java."))
			.map(Field::getName)
			.filter((name) -> this.blocks.stream().anyMatch((block) -> uses(block, name)))
			.filter((name) -> !prose.contains("`" + name + "`"))
			.map((name) -> this.file.path() + " does not say what " + name + " is")
			.toList();
	}

	private static boolean uses(CodeBlock block, String variable) {
		return JavaBlockSource.types(block.text()).isEmpty() && words(block).anyMatch(variable::equals)
				&& !Pattern.compile("[A-Z]\\w* " + variable + "\\b").matcher(block.text()).find();
	}

	private static Stream<String> words(CodeBlock block) {
		String code = STRING.matcher(JavaBlockSource.body(block.text())).replaceAll("\"\"");
		return WORD.matcher(code).results().map((word) -> word.group());
	}

	private static boolean isUsed(String declaration, Set<String> words) {
		String name = declaration.replaceAll("^import (static )?|;$", "");
		String last = name.substring(name.lastIndexOf('.') + 1);
		if (!last.equals("*")) {
			return words.contains(last);
		}
		String owner = name.substring(0, name.length() - 2);
		return declaration.startsWith("import static ")
				? Arrays.stream(ClassUtils.resolveClassName(owner, null).getMethods())
					.map(Method::getName)
					.anyMatch(words::contains)
				: words.stream()
					.filter((word) -> Character.isUpperCase(word.charAt(0)))
					.anyMatch((word) -> ClassUtils.isPresent(owner + "." + word, null));
	}

}
