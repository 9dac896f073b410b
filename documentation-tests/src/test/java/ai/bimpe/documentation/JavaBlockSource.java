package ai.bimpe.documentation;

import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;

/**
 * A Java block as a source file, with the imports that the block shows and those that are
 * given, and no others. Whole types are compiled as they are; methods become those of a
 * class that extends {@link JavaBlockVariables}, and statements the body of one. Whatever
 * precedes the code is on the first line, so that lines can be compared.
 */
final class JavaBlockSource extends SimpleJavaFileObject {

	private static final Pattern IMPORT = Pattern.compile("^import [^;]+;", Pattern.MULTILINE);

	private static final Pattern PACKAGE = Pattern.compile("^package [^;]+;", Pattern.MULTILINE);

	private static final Pattern TYPE = Pattern.compile(
			"^(?:(?:public|final|abstract|sealed) )*(?:class|interface|record|enum|@interface) (\\w+)",
			Pattern.MULTILINE);

	private static final Pattern METHOD = Pattern.compile("^(@\\w+.*|[\\w<>.]+ \\w+\\([^;]*\\) \\{)$",
			Pattern.MULTILINE);

	private final CodeBlock block;

	private final String source;

	JavaBlockSource(String packageName, int number, CodeBlock block, Collection<String> imports) {
		super(URI.create("string:///" + packageName.replace('.', '/') + "/Block" + number + ".java"), Kind.SOURCE);
		this.block = block;
		this.source = source(packageName, "Block" + number, block.text(), imports);
	}

	/**
	 * Return the import declarations in a block.
	 */
	static Set<String> imports(String code) {
		return IMPORT.matcher(code).results().map((declaration) -> declaration.group()).collect(Collectors.toSet());
	}

	/**
	 * Return the names of the types that a block declares.
	 */
	static Set<String> types(String code) {
		return TYPE.matcher(code).results().map((type) -> type.group(1)).collect(Collectors.toSet());
	}

	/**
	 * Return the code without package and imports.
	 */
	static String body(String code) {
		return IMPORT.matcher(PACKAGE.matcher(code).replaceAll("")).replaceAll("");
	}

	private static String source(String packageName, String className, String code, Collection<String> imports) {
		StringBuilder head = new StringBuilder("package " + packageName + "; ");
		imports(code).forEach((declaration) -> head.append(declaration).append(' '));
		imports.forEach((declaration) -> head.append(declaration).append(' '));
		String body = body(code);
		if (TYPE.matcher(body).find()) {
			return head + "\n" + body;
		}
		head.append("abstract class " + className + " extends " + JavaBlockVariables.class.getName() + " { ");
		Matcher method = METHOD.matcher(body);
		if (method.find()) {
			return head + "\n" + body + "\n}";
		}
		return head + "void run() throws Exception {\n" + body + "\n}}";
	}

	@Override
	public CharSequence getCharContent(boolean ignoreEncodingErrors) {
		return this.source;
	}

	// A public type of a block need not be named like the file.
	@Override
	public boolean isNameCompatible(String simpleName, Kind kind) {
		return kind == Kind.SOURCE && !simpleName.equals("package-info");
	}

	/**
	 * Return a message of the compiler with the place on the page.
	 */
	static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
		if (!(diagnostic.getSource() instanceof JavaBlockSource source)) {
			return diagnostic.toString();
		}
		long line = source.block.line() + diagnostic.getLineNumber() - 2;
		return source.block.path() + ":" + line + ": " + diagnostic.getMessage(null);
	}

}
