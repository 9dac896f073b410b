package ai.bimpe.spring.stream.internal.source;

/**
 * What consumers of a source ask for, where that is not what is tested.
 */
final class TestControls {

	private TestControls() {
	}

	/**
	 * Return a control of a consumer that holds and releases nothing.
	 * @return the control
	 */
	static ConversationControl none() {
		return new ConversationControl((id) -> {
			throw new AssertionError("Conversation '" + id + "' was released by itself");
		});
	}

}
