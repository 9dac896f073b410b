package ai.bimpe.distribution.api;

import org.objectweb.asm.Opcodes;

/**
 * Writes modifiers that matter to users, in the order of the Java Language Specification
 * and without those that go without saying.
 */
final class Modifiers {

	private Modifiers() {
	}

	static boolean isVisible(int access) {
		return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
	}

	/**
	 * Write the modifiers and the kind of a type.
	 * @param type the type
	 * @return the words, each followed by a space
	 */
	static String of(ApiType type) {
		boolean isEnum = type.is(Opcodes.ACC_ENUM);
		boolean isInterface = type.is(Opcodes.ACC_INTERFACE);
		boolean isClass = !isEnum && !isInterface && !type.isRecord();
		boolean isSealed = type.node().permittedSubclasses != null && !isEnum;
		StringBuilder words = new StringBuilder(visibility(type.access()));
		words.append((isClass && type.is(Opcodes.ACC_ABSTRACT)) ? "abstract " : "")
			.append((isClass && type.is(Opcodes.ACC_STATIC)) ? "static " : "")
			.append((isClass && type.is(Opcodes.ACC_FINAL)) ? "final " : "")
			.append(isSealed ? "sealed " : "");
		if (type.is(Opcodes.ACC_ANNOTATION)) {
			return words.append("@interface ").toString();
		}
		if (isInterface) {
			return words.append("interface ").toString();
		}
		return words.append(isEnum ? "enum " : type.isRecord() ? "record " : "class ").toString();
	}

	/**
	 * Write the modifiers of a field or a method.
	 * @param access the flags of the member
	 * @param owner the type that declares it
	 * @param isMethod whether it is a method
	 * @return the words, each followed by a space
	 */
	static String of(int access, ApiType owner, boolean isMethod) {
		boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
		boolean isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
		if (owner.is(Opcodes.ACC_INTERFACE)) {
			return !isMethod ? "" : isStatic ? "static " : isAbstract ? "" : "default ";
		}
		return visibility(access) + (isAbstract ? "abstract " : "") + (isStatic ? "static " : "")
				+ (((access & Opcodes.ACC_FINAL) != 0) ? "final " : "");
	}

	private static String visibility(int access) {
		if ((access & Opcodes.ACC_PUBLIC) != 0) {
			return "public ";
		}
		return ((access & Opcodes.ACC_PROTECTED) != 0) ? "protected " : "";
	}

}
