package ai.bimpe.distribution.api;

import java.util.ArrayList;
import java.util.List;

import org.objectweb.asm.Type;
import org.objectweb.asm.TypeReference;

/**
 * Parses signatures and descriptors (JVMS 4.7.9.1 and 4.3) from left to right and writes
 * their types as Java does: qualified, but for those of {@code java.lang}.
 */
final class SignatureParser {

	private final String signature;

	private final Nullness nullness;

	private int position;

	SignatureParser(String signature, Nullness nullness) {
		this.signature = signature;
		this.nullness = nullness;
	}

	/**
	 * Return whether the next character is this one, and leave it behind if so.
	 * @param character the character
	 * @return whether it was there
	 */
	boolean skip(char character) {
		if (this.position < this.signature.length() && this.signature.charAt(this.position) == character) {
			this.position++;
			return true;
		}
		return false;
	}

	boolean atEnd() {
		return this.position == this.signature.length();
	}

	/**
	 * Parse type parameters if they come next.
	 * @param sort that of a {@link TypeReference} to the bound of a type parameter
	 * @return the parameters in angle brackets, or nothing
	 */
	String typeParameters(int sort) {
		if (!skip('<')) {
			return "";
		}
		List<String> parameters = new ArrayList<>();
		while (!skip('>')) {
			parameters.add(typeParameter(sort, parameters.size()));
		}
		return "<" + String.join(", ", parameters) + ">";
	}

	private String typeParameter(int sort, int index) {
		String name = until(":");
		List<String> bounds = new ArrayList<>();
		// The first bound is that of a class, and is empty if there are only interfaces.
		for (int bound = 0; skip(':'); bound++) {
			if (bound > 0 || this.signature.charAt(this.position) != ':') {
				bounds.add(type(TypeReference.newTypeParameterBoundReference(sort, index, bound)));
			}
		}
		return bounds.equals(List.of("Object")) ? name : name + " extends " + String.join(" & ", bounds);
	}

	/**
	 * Parse the next type.
	 * @param reference where the type stands
	 * @return the type
	 */
	String type(TypeReference reference) {
		return type(reference.getValue(), "");
	}

	private String type(int reference, String path) {
		if (this.signature.charAt(this.position) == '[') {
			return array(reference, path);
		}
		if (skip('L')) {
			return this.nullness.of(reference, path) + classType(reference, path);
		}
		if (skip('T')) {
			String name = until(";");
			this.position++;
			return this.nullness.of(reference, path) + name;
		}
		return Type.getType(this.signature.substring(this.position, ++this.position)).getClassName();
	}

	private String array(int reference, String path) {
		StringBuilder dimensions = new StringBuilder();
		String element = path;
		while (skip('[')) {
			String annotation = this.nullness.of(reference, element);
			dimensions.append(annotation.isEmpty() ? "" : " ").append(annotation).append("[]");
			element += "[";
		}
		return type(reference, element) + dimensions;
	}

	private String classType(int reference, String path) {
		StringBuilder name = new StringBuilder();
		do {
			name.append(name.isEmpty() ? "" : ".").append(until("<.;")).append(typeArguments(reference, path));
		}
		while (skip('.'));
		this.position++;
		return javaName(name.toString());
	}

	private String typeArguments(int reference, String path) {
		if (!skip('<')) {
			return "";
		}
		List<String> arguments = new ArrayList<>();
		while (!skip('>')) {
			arguments.add(typeArgument(reference, path + arguments.size() + ";"));
		}
		return "<" + String.join(", ", arguments) + ">";
	}

	private String typeArgument(int reference, String path) {
		if (skip('*')) {
			return this.nullness.of(reference, path) + "?";
		}
		if (skip('+')) {
			return "? extends " + type(reference, path + "*");
		}
		if (skip('-')) {
			return "? super " + type(reference, path + "*");
		}
		return type(reference, path);
	}

	private String until(String ends) {
		int start = this.position;
		while (ends.indexOf(this.signature.charAt(this.position)) < 0) {
			this.position++;
		}
		return this.signature.substring(start, this.position);
	}

	/**
	 * Return the name of a type as Java writes it.
	 * @param internalName the name in a class file
	 * @return the name with dots, without {@code java.lang}
	 */
	static String javaName(String internalName) {
		return internalName.replace('/', '.').replace('$', '.').replaceFirst("^java\\.lang\\.(?=[A-Z])", "");
	}

}
