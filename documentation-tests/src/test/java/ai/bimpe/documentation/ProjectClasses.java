package ai.bimpe.documentation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * The classes of the library as they were compiled. A nested class counts as part of the
 * one around it.
 */
final class ProjectClasses {

	/** What a class uses, by its full name. */
	private final Map<String, Set<String>> uses = new HashMap<>();

	ProjectClasses() {
		new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("ai.bimpe.client", "ai.bimpe.simulator", "ai.bimpe.spring")
			.forEach((type) -> {
				Set<String> used = this.uses.computeIfAbsent(outermost(type), (name) -> new HashSet<>());
				type.getDirectDependenciesFromSelf()
					.forEach((dependency) -> used.add(outermost(dependency.getTargetClass())));
			});
	}

	/**
	 * Find the classes of a simple name.
	 * @param simpleName the name
	 * @param packages where to look
	 * @return the full names
	 */
	List<String> find(String simpleName, Collection<String> packages) {
		return packages.stream().map((name) -> name + "." + simpleName).filter(this.uses::containsKey).toList();
	}

	boolean areConnected(String one, String other) {
		return uses(one).contains(other) || uses(other).contains(one);
	}

	private Set<String> uses(String name) {
		return this.uses.getOrDefault(name, Set.of());
	}

	private static String outermost(JavaClass type) {
		JavaClass outermost = type.getBaseComponentType();
		while (outermost.getEnclosingClass().isPresent()) {
			outermost = outermost.getEnclosingClass().get();
		}
		return outermost.getName();
	}

}
