package ai.bimpe.distribution.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;

/**
 * Writes annotations and the values of constants as Java does.
 */
final class AnnotationText {

	private AnnotationText() {
	}

	static String of(AnnotationNode annotation) {
		List<Object> values = (annotation.values != null) ? annotation.values : List.of();
		List<String> attributes = new ArrayList<>();
		for (int i = 0; i < values.size(); i += 2) {
			boolean isImplied = values.size() == 2 && values.get(0).equals("value");
			attributes.add((isImplied ? "" : values.get(i) + " = ") + value(values.get(i + 1)));
		}
		attributes.sort(null);
		String name = "@" + SignatureParser.javaName(Type.getType(annotation.desc).getInternalName());
		return attributes.isEmpty() ? name : name + attributes.stream().collect(Collectors.joining(", ", "(", ")"));
	}

	/**
	 * Write the value of a constant or of an attribute.
	 * @param value the value as ASM has it
	 * @return a literal, or what comes near it
	 */
	static String value(@Nullable Object value) {
		if (value instanceof String text) {
			return "\"" + escape(text, '"') + "\"";
		}
		if (value instanceof Character character) {
			return "'" + escape(character.toString(), '\'') + "'";
		}
		if (value instanceof Type type) {
			return type.getClassName().replace('$', '.') + ".class";
		}
		if (value instanceof AnnotationNode annotation) {
			return of(annotation);
		}
		// An enum constant: the descriptor of its type, and its name.
		if (value instanceof String[] constant) {
			return constant[1];
		}
		if (value instanceof List<?> elements) {
			return elements.stream().map(AnnotationText::value).collect(Collectors.joining(", ", "{", "}"));
		}
		return String.valueOf(value);
	}

	/**
	 * Write the value of a constant of a primitive type or of a string.
	 * @param value the value as ASM has it
	 * @param descriptor the type of the constant
	 * @return a literal
	 */
	static String constant(Object value, String descriptor) {
		return switch (descriptor) {
			case "Z" -> String.valueOf(Integer.valueOf(1).equals(value));
			case "C" -> value(Character.valueOf((char) ((Integer) value).intValue()));
			default -> value(value);
		};
	}

	private static String escape(String text, char quote) {
		StringBuilder escaped = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == quote || character == '\\') {
				escaped.append('\\').append(character);
			}
			else if (character < ' ' || character > '~') {
				escaped.append(String.format("\\u%04x", (int) character));
			}
			else {
				escaped.append(character);
			}
		}
		return escaped.toString();
	}

}
