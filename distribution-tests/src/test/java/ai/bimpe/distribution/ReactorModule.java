package ai.bimpe.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A module of this build, published or not.
 *
 * @param directory the directory of the module
 * @param pom the POM that the build reads
 */
record ReactorModule(Path directory, Model pom) {

	/** Tests run in the directory of their module. */
	static final Path ROOT = Path.of("..");

	private static final Map<Path, JavaClasses> CLASSES = new ConcurrentHashMap<>();

	/**
	 * Read the modules of the reactor and of its modules.
	 * @return the modules in the order of the POMs
	 */
	static List<ReactorModule> all() {
		return below(ROOT).toList();
	}

	/**
	 * Read those of them that have classes beside those of tests.
	 * @return the modules, at least two of them
	 */
	static List<ReactorModule> withClasses() {
		List<ReactorModule> modules = all().stream().filter((module) -> Files.exists(module.sources())).toList();
		assertThat(modules).hasSizeGreaterThan(1);
		return modules;
	}

	/**
	 * Read those of them that are published.
	 * @return the modules
	 */
	static List<ReactorModule> publishedWithClasses() {
		return withClasses().stream().filter(ReactorModule::isPublished).toList();
	}

	static String springBootVersion() {
		return read(ROOT.resolve("pom.xml")).getProperties().getProperty("spring-boot.version");
	}

	private static Stream<ReactorModule> below(Path directory) {
		return read(directory.resolve("pom.xml")).getModules()
			.stream()
			.map(directory::resolve)
			.flatMap((module) -> Stream.concat(Stream.of(new ReactorModule(module, read(module.resolve("pom.xml")))),
					below(module)));
	}

	static Model read(Path pom) {
		try (InputStream input = Files.newInputStream(pom)) {
			return new MavenXpp3Reader().read(input);
		}
		catch (IOException | XmlPullParserException ex) {
			throw new IllegalStateException("Cannot read " + pom, ex);
		}
	}

	boolean isPublished() {
		return "false".equals(this.pom.getProperties().getProperty("skip.publication"));
	}

	Path sources() {
		return this.directory.resolve("src/main/java");
	}

	Path classesDirectory() {
		return this.directory.resolve("target/classes");
	}

	/**
	 * Import the classes of the module, without those that a plugin has made.
	 * @return the classes, at least one of them
	 */
	JavaClasses classes() {
		JavaClasses classes = CLASSES.computeIfAbsent(classesDirectory(),
				(directory) -> new ClassFileImporter().importPath(directory)
					.that(DescribedPredicate.describe("have a source", this::hasSource)));
		assertThat(classes).as(() -> this + " is not compiled").isNotEmpty();
		return classes;
	}

	private boolean hasSource(JavaClass type) {
		Path sources = sources().resolve(type.getPackageName().replace('.', '/'));
		return type.getSource()
			.flatMap(Source::getFileName)
			.filter((name) -> Files.exists(sources.resolve(name)))
			.isPresent();
	}

	@Override
	public String toString() {
		return this.pom.getArtifactId();
	}

}
