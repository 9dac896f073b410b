package ai.bimpe.spring.boot.autoconfigure;

import tools.jackson.databind.json.JsonMapper;

/**
 * Changes how the auto-configured client reads and writes JSON. The client has a mapper
 * of its own: the application's Jackson settings do not apply to it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BimpeAIJsonCustomizer {

	/**
	 * Change the mapper that is about to be built.
	 * @param builder the builder of the mapper, with the client's own settings
	 */
	void customize(JsonMapper.Builder builder);

}
