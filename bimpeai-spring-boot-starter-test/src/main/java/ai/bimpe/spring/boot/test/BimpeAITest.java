package ai.bimpe.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Test slice of what an application does with BimpeAI: {@link BimpeAI},
 * {@link ReactiveBimpeAI}, {@link BimpeAIStreams} with the streams of
 * {@code bimpeai.streams.*}, and a simulator in place of the API. No web server, no
 * database.
 *
 * <p>
 * Of the components of the application only those are there that have an
 * {@link EventListener @EventListener} method for events of BimpeAI, such as
 * {@link MessageReceivedEvent}, and beans that customize the client or listen to it
 * ({@code BimpeAIClientCustomizer}, {@code BimpeAIJsonCustomizer}, {@code CallListener},
 * {@code ManagedStreamListener}). Name the {@link #listeners() listeners} to have those
 * alone. What they need is added with {@code @Import} or {@link #includeFilters()}, or
 * mocked with {@code @MockitoBean}.
 *
 * <p>
 * For the whole application, use {@link SpringBootTest @SpringBootTest} with
 * {@link AutoConfigureBimpeAISimulator @AutoConfigureBimpeAISimulator}, which also says
 * what is undone between tests, and what to mind when they run in parallel.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(BimpeAITestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(BimpeAITypeExcludeFilter.class)
@AutoConfigureBimpeAISimulator
@ImportAutoConfiguration
public @interface BimpeAITest {

	/**
	 * Properties in form {@literal key=value} that should be added to the Spring
	 * {@link Environment} before the test runs.
	 * @return the properties to add
	 */
	String[] properties() default {};

	/**
	 * Alias of {@link #listeners()}.
	 * @return the components to test
	 */
	@AliasFor("listeners")
	Class<?>[] value() default {};

	/**
	 * Components to test. Empty for all that listen to events of BimpeAI.
	 * @return the components to test
	 */
	@AliasFor("value")
	Class<?>[] listeners() default {};

	/**
	 * Whether to include the components named above and customizers. Otherwise only
	 * {@link #includeFilters()} decide.
	 * @return whether the default filters are used
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Filters that add components of the application.
	 * @return include filters to apply
	 */
	ComponentScan.Filter[] includeFilters() default {};

	/**
	 * Filters that take components away.
	 * @return exclude filters to apply
	 */
	ComponentScan.Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations to leave out of this test.
	 * @return auto-configuration exclusions to apply
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
