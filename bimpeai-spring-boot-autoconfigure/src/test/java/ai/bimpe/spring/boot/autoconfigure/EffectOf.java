package ai.bimpe.spring.boot.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the properties that a test changes, and sees an effect of.
 * {@link ConfigurationMetadataTests} demands one of every property.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EffectOf {

	/**
	 * Return the names of the properties, as in the metadata.
	 */
	String[] value();

}
