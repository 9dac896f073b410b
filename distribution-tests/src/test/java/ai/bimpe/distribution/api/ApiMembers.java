package ai.bimpe.distribution.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypeReference;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Describes the members of a type that users can name, one a line.
 */
final class ApiMembers {

	/** Every object has them. */
	private static final Set<String> OF_EVERY_OBJECT = Set.of("equals(Ljava/lang/Object;)Z", "hashCode()I",
			"toString()Ljava/lang/String;");

	private final ApiType type;

	ApiMembers(ApiType type) {
		this.type = type;
	}

	/**
	 * Describe fields, constructors and methods, in this order and each sorted.
	 * @return the lines
	 */
	List<String> lines() {
		Stream<String> fields = this.type.node().fields.stream()
			.filter((field) -> isVisible(field.access))
			.map(this::describe)
			.sorted();
		Stream<String> constructors = this.type.node().methods.stream()
			.filter((method) -> method.name.equals("<init>") && this.type.isVisible() && isVisible(method.access))
			.filter((method) -> !isImplied(method))
			.map(this::describe)
			.sorted();
		Stream<String> methods = this.type.node().methods.stream()
			.filter((method) -> !method.name.startsWith("<") && isVisible(method.access))
			.filter((method) -> !isImplied(method))
			.map((method) -> method.name + " " + describe(method))
			.sorted()
			.map((line) -> line.substring(line.indexOf(' ') + 1));
		return Stream.of(fields, constructors, methods).flatMap((lines) -> lines).toList();
	}

	private boolean isVisible(int access) {
		boolean isProtected = (access & Opcodes.ACC_PROTECTED) != 0;
		return Modifiers.isVisible(access) && (access & Opcodes.ACC_SYNTHETIC) == 0
				&& !(isProtected && this.type.is(Opcodes.ACC_FINAL));
	}

	private boolean isImplied(MethodNode method) {
		String signature = method.name + method.desc;
		return OF_EVERY_OBJECT.contains(signature) || impliedByKind().anyMatch(signature::equals);
	}

	private Stream<String> impliedByKind() {
		String self = "L" + this.type.node().name + ";";
		if (this.type.is(Opcodes.ACC_ENUM)) {
			return Stream.of("values()[" + self, "valueOf(Ljava/lang/String;)" + self);
		}
		if (!this.type.isRecord()) {
			return Stream.empty();
		}
		return Stream.concat(Stream.of(this.type.canonicalConstructor()),
				this.type.recordComponents().map((component) -> component.name + "()" + component.descriptor));
	}

	private String describe(FieldNode field) {
		if ((field.access & Opcodes.ACC_ENUM) != 0) {
			return deprecated(field.access) + field.name;
		}
		SignatureParser parser = new SignatureParser((field.signature != null) ? field.signature : field.desc,
				new Nullness(field.visibleTypeAnnotations));
		String line = deprecated(field.access) + Modifiers.of(field.access, this.type, false)
				+ parser.type(TypeReference.newTypeReference(TypeReference.FIELD)) + " " + field.name;
		return (field.value != null) ? line + " = " + AnnotationText.constant(field.value, field.desc) : line;
	}

	private String describe(MethodNode method) {
		SignatureParser parser = new SignatureParser((method.signature != null) ? method.signature : method.desc,
				new Nullness(method.visibleTypeAnnotations));
		String typeParameters = parser.typeParameters(TypeReference.METHOD_TYPE_PARAMETER_BOUND);
		List<String> parameters = parameters(parser, (method.access & Opcodes.ACC_VARARGS) != 0);
		String returned = parser.type(TypeReference.newTypeReference(TypeReference.METHOD_RETURN));
		boolean isConstructor = method.name.equals("<init>");
		StringBuilder line = new StringBuilder(deprecated(method.access))
			.append(Modifiers.of(method.access, this.type, true))
			.append(typeParameters)
			.append(typeParameters.isEmpty() ? "" : " ")
			.append(isConstructor ? simpleName() : returned + " " + method.name)
			.append(parameters.stream().collect(Collectors.joining(", ", "(", ")")));
		List<String> thrown = thrown(method, parser);
		if (!thrown.isEmpty()) {
			line.append(" throws ").append(String.join(", ", thrown));
		}
		if (method.annotationDefault != null) {
			line.append(" default ").append(AnnotationText.value(method.annotationDefault));
		}
		return line.toString();
	}

	private static List<String> parameters(SignatureParser parser, boolean isVarargs) {
		List<String> parameters = new ArrayList<>();
		parser.skip('(');
		while (!parser.skip(')')) {
			parameters.add(parser.type(TypeReference.newFormalParameterReference(parameters.size())));
		}
		if (isVarargs) {
			parameters.add(parameters.remove(parameters.size() - 1).replaceFirst("\\[]$", "..."));
		}
		return parameters;
	}

	// Signatures name what is thrown only where a type parameter is.
	private static List<String> thrown(MethodNode method, SignatureParser parser) {
		List<String> thrown = new ArrayList<>();
		while (parser.skip('^')) {
			thrown.add(parser.type(TypeReference.newExceptionReference(thrown.size())));
		}
		if (thrown.isEmpty()) {
			method.exceptions.stream().map(SignatureParser::javaName).forEach(thrown::add);
		}
		thrown.sort(null);
		return thrown;
	}

	private String simpleName() {
		String name = SignatureParser.javaName(this.type.node().name);
		return name.substring(name.lastIndexOf('.') + 1);
	}

	private static String deprecated(int access) {
		return ((access & Opcodes.ACC_DEPRECATED) != 0) ? "@Deprecated " : "";
	}

}
