"""What can be done to a store, whoever asks for it: the API's mutations and the control API."""
