package ai.bimpe.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilder;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelSource2;

/**
 * What an application of Spring Boot gets at run time with the artifacts that it depends
 * on. An artifact that is excluded on one path and not on another is in it, as in Gradle.
 */
final class DependencyGraph {

	private final DefaultModelBuilder builder = new DefaultModelBuilderFactory().newInstance();

	private final BuildAndLocalRepository repository = new BuildAndLocalRepository();

	private final Map<String, Model> models = new HashMap<>();

	private final Map<String, Dependency> managed;

	/**
	 * Create the graph of an application.
	 * @param springBoot the version of Spring Boot, which manages the others
	 */
	DependencyGraph(String springBoot) {
		Model application = new Model();
		application.setModelVersion("4.0.0");
		application.setGroupId("com.example");
		application.setArtifactId("front-desk");
		application.setVersion("1");
		application.setDependencyManagement(new DependencyManagement());
		Dependency bom = dependency("org.springframework.boot", "spring-boot-dependencies", springBoot);
		bom.setType("pom");
		bom.setScope("import");
		application.getDependencyManagement().addDependency(bom);
		DefaultModelBuildingRequest request = request();
		request.setRawModel(application);
		this.managed = build(request).getDependencyManagement()
			.getDependencies()
			.stream()
			.collect(Collectors.toMap(Dependency::getManagementKey, (managed) -> managed));
	}

	/**
	 * Find all that artifacts bring.
	 * @param artifacts the artifacts that the application depends on
	 * @return the files in the local repository, or of this build, by their coordinates
	 */
	Map<String, Path> runtime(Dependency... artifacts) {
		Map<String, Path> files = new TreeMap<>();
		Set<List<Object>> visited = new HashSet<>();
		for (Dependency artifact : artifacts) {
			visit(artifact, Set.of(), files, visited);
		}
		return files;
	}

	static Dependency dependency(String groupId, String artifactId, String version) {
		Dependency dependency = new Dependency();
		dependency.setGroupId(groupId);
		dependency.setArtifactId(artifactId);
		dependency.setVersion(version);
		return dependency;
	}

	private void visit(Dependency artifact, Set<String> excluded, Map<String, Path> files, Set<List<Object>> visited) {
		Dependency managed = this.managed.get(artifact.getManagementKey());
		String version = (managed != null) ? managed.getVersion() : artifact.getVersion();
		Set<String> exclusions = Stream
			.concat(excluded.stream(),
					Stream.of(artifact, managed).filter(Objects::nonNull).flatMap(DependencyGraph::exclusions))
			.collect(Collectors.toCollection(TreeSet::new));
		if (visited.add(List.of(artifact.getManagementKey(), exclusions))) {
			files.put(artifact.getManagementKey(), jar(artifact, version));
			model(artifact, version).getDependencies()
				.stream()
				.filter(isAtRunTime().and((dependency) -> !isExcluded(dependency, exclusions)))
				.forEach((dependency) -> visit(dependency, exclusions, files, visited));
		}
	}

	private static Stream<String> exclusions(Dependency dependency) {
		return dependency.getExclusions()
			.stream()
			.map((exclusion) -> exclusion.getGroupId() + ":" + exclusion.getArtifactId());
	}

	private static Predicate<Dependency> isAtRunTime() {
		return (dependency) -> !dependency.isOptional()
				&& Set.of("compile", "runtime").contains(Objects.requireNonNullElse(dependency.getScope(), "compile"));
	}

	private static boolean isExcluded(Dependency dependency, Set<String> exclusions) {
		return Stream
			.of(dependency.getGroupId() + ":" + dependency.getArtifactId(), dependency.getGroupId() + ":*", "*:*")
			.anyMatch(exclusions::contains);
	}

	private static Path jar(Dependency artifact, String version) {
		String classifier = (artifact.getClassifier() != null) ? "-" + artifact.getClassifier() : "";
		String name = artifact.getArtifactId() + "-" + version + classifier + ".jar";
		return artifact.getGroupId().equals(PublishedModule.GROUP_ID)
				? ReactorModule.ROOT.resolve(artifact.getArtifactId()).resolve("target").resolve(name)
				: BuildAndLocalRepository.directory(artifact.getGroupId(), artifact.getArtifactId(), version)
					.resolve(name);
	}

	private Model model(Dependency artifact, String version) {
		return this.models.computeIfAbsent(artifact.getGroupId() + ":" + artifact.getArtifactId(), (name) -> {
			ModelSource2 pom = this.repository.resolveModel(artifact.getGroupId(), artifact.getArtifactId(), version);
			DefaultModelBuildingRequest request = request();
			request.setModelSource(pom);
			return build(request);
		});
	}

	private DefaultModelBuildingRequest request() {
		DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
		request.setModelResolver(this.repository);
		request.setSystemProperties(System.getProperties());
		request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
		return request;
	}

	private Model build(ModelBuildingRequest request) {
		try {
			return this.builder.build(request).getEffectiveModel();
		}
		catch (ModelBuildingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
