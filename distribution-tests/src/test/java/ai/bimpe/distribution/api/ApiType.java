package ai.bimpe.distribution.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypeReference;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * Describes a type in one line.
 *
 * @param node the class file
 * @param access the flags of the declaration, which for nested types are not those of the
 * class file
 */
record ApiType(ClassNode node, int access) {

	static ApiType of(ClassNode node) {
		int access = node.innerClasses.stream()
			.filter((inner) -> inner.name.equals(node.name))
			.map((inner) -> inner.access)
			.findFirst()
			.orElse(node.access);
		return new ApiType(node, access);
	}

	boolean is(int flag) {
		return (this.access & flag) != 0;
	}

	boolean isRecord() {
		return "java/lang/Record".equals(this.node.superName);
	}

	// Null is what ASM has for a record without any.
	Stream<RecordComponentNode> recordComponents() {
		return Stream.ofNullable(this.node.recordComponents).flatMap(List::stream);
	}

	boolean isVisible() {
		return Modifiers.isVisible(this.access);
	}

	/**
	 * Describe the type.
	 * @param isApi which of the types that may extend a sealed one are API
	 * @return modifiers, kind, name, type parameters, components and supertypes
	 */
	String describe(Predicate<String> isApi) {
		Nullness nullness = new Nullness(this.node.visibleTypeAnnotations);
		SignatureParser parser = new SignatureParser(signature(), nullness);
		String parameters = parser.typeParameters(TypeReference.CLASS_TYPE_PARAMETER_BOUND);
		String superclass = parser.type(TypeReference.newSuperTypeReference(-1));
		List<String> interfaces = new ArrayList<>();
		while (!parser.atEnd()) {
			interfaces.add(parser.type(TypeReference.newSuperTypeReference(interfaces.size())));
		}
		interfaces.sort(null);
		StringBuilder line = new StringBuilder(annotations()).append(Modifiers.of(this))
			.append(SignatureParser.javaName(this.node.name))
			.append(parameters);
		if (isRecord()) {
			line.append(components());
		}
		if (!is(Opcodes.ACC_ENUM) && !isRecord() && !superclass.equals("Object")) {
			line.append(" extends ").append(superclass);
		}
		if (!interfaces.isEmpty() && !is(Opcodes.ACC_ANNOTATION)) {
			line.append(is(Opcodes.ACC_INTERFACE) ? " extends " : " implements ").append(String.join(", ", interfaces));
		}
		return line.append(is(Opcodes.ACC_ENUM) ? "" : permitted(isApi)).toString();
	}

	// Class files have a signature only where generic types are.
	private String signature() {
		return (this.node.signature != null) ? this.node.signature
				: Stream.concat(Stream.of(this.node.superName), this.node.interfaces.stream())
					.map((name) -> "L" + name + ";")
					.collect(Collectors.joining());
	}

	String canonicalConstructor() {
		return recordComponents().map((component) -> component.descriptor)
			.collect(Collectors.joining("", "<init>(", ")V"));
	}

	private String components() {
		String components = recordComponents().map(
				(component) -> new SignatureParser(signature(component), new Nullness(component.visibleTypeAnnotations))
					.type(TypeReference.newTypeReference(TypeReference.FIELD)) + " " + component.name)
			.collect(Collectors.joining(", ", "(", ")"));
		// Only the constructor tells whether the last is variable.
		boolean isVarargs = this.node.methods.stream()
			.filter((method) -> (method.access & Opcodes.ACC_VARARGS) != 0)
			.anyMatch((method) -> (method.name + method.desc).equals(canonicalConstructor()));
		return isVarargs ? components.replaceFirst("\\[](?= \\w+\\)$)", "...") : components;
	}

	private static String signature(RecordComponentNode component) {
		return (component.signature != null) ? component.signature : component.descriptor;
	}

	private String permitted(Predicate<String> isApi) {
		return Stream.ofNullable(this.node.permittedSubclasses)
			.map((names) -> names.stream()
				.filter(isApi)
				.map(SignatureParser::javaName)
				.sorted()
				.collect(Collectors.joining(", ", " permits ", "")))
			.collect(Collectors.joining());
	}

	// What users of a type must know: where an annotation can stand, and what a lambda
	// can be.
	private String annotations() {
		return Stream.ofNullable(this.node.visibleAnnotations)
			.<AnnotationNode>flatMap(List::stream)
			.filter((annotation) -> annotation.desc.startsWith("Ljava/lang/"))
			.filter((annotation) -> !annotation.desc.equals("Ljava/lang/annotation/Documented;"))
			.map((annotation) -> AnnotationText.of(annotation) + " ")
			.sorted()
			.collect(Collectors.joining());
	}

	/**
	 * Tell whether the type has a name, of which nothing is known outside its method if
	 * it is a local one.
	 * @return whether it is declared in a file or in another type
	 */
	boolean isDeclaration() {
		return !is(Opcodes.ACC_SYNTHETIC) && !this.node.name.endsWith("-info") && this.node.outerMethod == null
				&& this.node.innerClasses.stream()
					.noneMatch((inner) -> inner.name.equals(this.node.name) && inner.outerName == null);
	}

	Stream<String> outer() {
		return this.node.innerClasses.stream()
			.filter((InnerClassNode inner) -> inner.name.equals(this.node.name))
			.map((inner) -> inner.outerName);
	}

}
