package ai.bimpe.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A module of this build that is installed and deployed.
 *
 * @param directory the directory of the module
 * @param source the POM that the build reads
 * @param pom the POM that is published
 */
record PublishedModule(Path directory, Model source, Model pom) {

	/** Tests run in the directory of their module. */
	static final Path ROOT = Path.of("..");

	static final String GROUP_ID = "ai.bimpe";

	/**
	 * Read the modules of the reactor that {@code skip.publication} leaves in.
	 * @return the modules, at least two of them
	 */
	static List<PublishedModule> all() {
		List<PublishedModule> modules = read(ROOT.resolve("pom.xml")).getModules()
			.stream()
			.map(ROOT::resolve)
			.filter((directory) -> isPublished(read(directory.resolve("pom.xml"))))
			.map((directory) -> new PublishedModule(directory, read(directory.resolve("pom.xml")),
					read(directory.resolve(".flattened-pom.xml"))))
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

	private static boolean isPublished(Model source) {
		return "false".equals(source.getProperties().getProperty("skip.publication"));
	}

	private static Model read(Path pom) {
		try (InputStream input = Files.newInputStream(pom)) {
			return new MavenXpp3Reader().read(input);
		}
		catch (IOException | XmlPullParserException ex) {
			throw new IllegalStateException("Cannot read " + pom, ex);
		}
	}

	String artifactId() {
		return this.pom.getArtifactId();
	}

	Path flattenedPom() {
		return this.directory.resolve(".flattened-pom.xml");
	}

	JarFile openJar() throws IOException {
		return new JarFile(
				this.directory.resolve("target/" + artifactId() + "-" + this.pom.getVersion() + ".jar").toFile());
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
