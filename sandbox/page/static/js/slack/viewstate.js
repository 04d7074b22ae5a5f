// What a person has entered in a view, by block and action: kept while the app changes the view beneath.

export class ViewState {
  constructor() {
    this.values = new Map();
  }

  key(block, action) {
    return `${block}\u0000${action}`;
  }

  has(block, action) {
    return this.values.has(this.key(block, action));
  }

  get(block, action) {
    return this.values.get(this.key(block, action))?.value;
  }

  set(block, action, value) {
    this.values.set(this.key(block, action), { block, action, value });
  }

  /** {block_id: {action_id: value}} of the input blocks among `blocks`. */
  of(blocks) {
    const state = {};
    for (const block of blocks) {
      const action = block.type === "input" && block.element?.action_id;
      if (action && this.has(block.block_id, action))
        state[block.block_id] = { [action]: this.get(block.block_id, action) };
    }
    return state;
  }
}
