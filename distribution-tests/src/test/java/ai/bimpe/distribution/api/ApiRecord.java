package ai.bimpe.distribution.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Writes down the public API of a module: public and protected types outside
 * {@code internal} packages with their public and protected members, and what those
 * inherit from supertypes of the module that users cannot name.
 */
public final class ApiRecord {

	private static final int NO_CODE = ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES;

	private final Map<String, ApiType> declared;

	private ApiRecord(Map<String, ApiType> declared) {
		this.declared = declared;
	}

	/**
	 * Write down the API of a module.
	 * @param classes the directory of the classes of the module
	 * @return types in the order of their names, each with its members in lines below it
	 * @throws IOException if the directory cannot be read
	 */
	public static String of(Path classes) throws IOException {
		try (Stream<Path> files = Files.walk(classes)) {
			return new ApiRecord(files.filter((file) -> file.toString().endsWith(".class"))
				.map(ApiRecord::read)
				.filter(ApiType::isDeclaration)
				.collect(Collectors.toMap((type) -> type.node().name, Function.identity()))).text();
		}
	}

	private static ApiType read(Path file) {
		try {
			ClassNode node = new ClassNode();
			new ClassReader(Files.readAllBytes(file)).accept(node, NO_CODE);
			return ApiType.of(node);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot read " + file, ex);
		}
	}

	private String text() {
		SortedMap<String, String> types = new TreeMap<>();
		this.declared.values()
			.stream()
			.filter(this::isApi)
			.flatMap(this::withHiddenSupertypes)
			.forEach((type) -> types.put(SignatureParser.javaName(type.node().name), text(type)));
		return String.join("\n", types.values());
	}

	private String text(ApiType type) {
		StringBuilder text = new StringBuilder(type.describe((name) -> isApi(this.declared.get(name)))).append('\n');
		new ApiMembers(type).lines().forEach((line) -> text.append('\t').append(line).append('\n'));
		return text.toString();
	}

	private boolean isApi(@Nullable ApiType type) {
		return type != null && type.isVisible() && !isInternal(type)
				&& type.outer().map(this.declared::get).allMatch(this::isApi);
	}

	private static boolean isInternal(ApiType type) {
		return type.node().name.contains("/internal/");
	}

	// Members of a type that is not public are public in the types that extend it.
	private Stream<ApiType> withHiddenSupertypes(ApiType type) {
		Stream<ApiType> hidden = Stream.concat(Stream.of(type.node().superName), type.node().interfaces.stream())
			.map(this.declared::get)
			.filter(Objects::nonNull)
			.filter((supertype) -> !isApi(supertype) && !isInternal(supertype));
		return Stream.concat(Stream.of(type), hidden.flatMap(this::withHiddenSupertypes));
	}

}
