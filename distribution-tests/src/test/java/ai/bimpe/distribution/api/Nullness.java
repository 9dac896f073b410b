package ai.bimpe.distribution.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.TypeAnnotationNode;

/**
 * Where the types of one declaration have an annotation of JSpecify.
 */
final class Nullness {

	private static final String ANNOTATIONS = "Lorg/jspecify/annotations/";

	private final Map<String, String> annotations = new HashMap<>();

	/**
	 * Read the annotations of JSpecify among others.
	 * @param annotations those of types, kept at run time
	 */
	Nullness(@Nullable List<TypeAnnotationNode> annotations) {
		Stream.ofNullable(annotations)
			.flatMap(List::stream)
			.filter((annotation) -> annotation.desc.startsWith(ANNOTATIONS))
			.forEach((annotation) -> {
				String path = (annotation.typePath != null) ? annotation.typePath.toString() : "";
				String name = annotation.desc.substring(ANNOTATIONS.length(), annotation.desc.length() - 1);
				// Signatures do not tell steps into an inner class, and nothing but these
				// has dots.
				this.annotations.put(key(annotation.typeRef, path.replace(".", "")), "@" + name + " ");
			});
	}

	/**
	 * Return the annotation of a type or of a part of it.
	 * @param reference the value of a {@link org.objectweb.asm.TypeReference}
	 * @param path a {@link org.objectweb.asm.TypePath} as text
	 * @return the annotation and a space, or nothing
	 */
	String of(int reference, String path) {
		return this.annotations.getOrDefault(key(reference, path), "");
	}

	private static String key(int reference, String path) {
		return reference + ":" + path;
	}

}
