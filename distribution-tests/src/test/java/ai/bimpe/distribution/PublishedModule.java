package ai.bimpe.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.maven.model.Model;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A module of this build that is installed and deployed.
 *
 * @param directory the directory of the module
 * @param source the POM that the build reads
 * @param pom the POM that is published
 */
record PublishedModule(Path directory, Model source, Model pom) {

	static final String GROUP_ID = "ai.bimpe";

	/**
	 * Read the modules of the reactor that {@code skip.publication} leaves in.
	 * @return the modules, at least two of them
	 */
	static List<PublishedModule> all() {
		List<PublishedModule> modules = ReactorModule.all()
			.stream()
			.filter(ReactorModule::isPublished)
			.map((module) -> new PublishedModule(module.directory(), module.pom(),
					ReactorModule.read(module.directory().resolve(".flattened-pom.xml"))))
			.toList();
		assertThat(modules).hasSizeGreaterThan(1);
		return modules;
	}

	/**
	 * Read those of them that have a jar, which are all but the BOM.
	 * @return the modules
	 */
	static List<PublishedModule> withJar() {
		return all().stream().filter((module) -> module.pom().getPackaging().equals("jar")).toList();
	}

	/**
	 * Read those of them that have classes, which the starter has not.
	 * @return the modules
	 */
	static List<PublishedModule> withClasses() {
		return withJar().stream()
			.filter((module) -> Files.exists(module.directory().resolve("src/main/java")))
			.toList();
	}

	String artifactId() {
		return this.pom.getArtifactId();
	}

	Path flattenedPom() {
		return this.directory.resolve(".flattened-pom.xml");
	}

	JarFile openJar() throws IOException {
		return openJar("");
	}

	JarFile openJar(String classifier) throws IOException {
		String name = artifactId() + "-" + this.pom.getVersion() + classifier + ".jar";
		return new JarFile(this.directory.resolve("target").resolve(name).toFile());
	}

	/**
	 * Read which packages the jar has classes of.
	 * @return the names of the packages
	 */
	Set<String> packages() throws IOException {
		try (JarFile jar = openJar()) {
			return classes(jar).map((name) -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
				.collect(Collectors.toSet());
		}
	}

	static Stream<String> classes(JarFile jar) {
		return jar.stream().map((entry) -> entry.getName()).filter((name) -> name.endsWith(".class"));
	}

	@Override
	public String toString() {
		return artifactId();
	}

}
