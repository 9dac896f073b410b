package ai.bimpe.spring.boot.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for the embedded simulator.
 *
 * @param enabled Use of an embedded simulator in place of the Console API. Needs
 * 'ai.bimpe:bimpeai-simulator' on the class path.
 * @since 0.1.0
 */
@ConfigurationProperties("bimpeai.simulator")
public record BimpeAISimulatorProperties(@DefaultValue("auto") Enabled enabled) {

	static final String PROPERTY = "bimpeai.simulator.enabled";

	/**
	 * When the simulator is used.
	 */
	public enum Enabled {

		/** Whatever key and base URL are set. */
		TRUE,

		/** Never. */
		FALSE,

		/** When neither a key nor a base URL is set, and nobody else gives the key. */
		AUTO

	}

}
